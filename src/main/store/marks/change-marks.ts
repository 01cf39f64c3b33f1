import type { Database } from 'better-sqlite3';
import { ArchiveError } from '#contract/archive-error.ts';
import { type MarkChange, type Marks, markLimits, readTag } from '#contract/marks.ts';
import { openMarkTable } from './mark-table.ts';
import { countChange } from './open-marks.ts';

/** What became of the marks of one backtest. */
export interface MarkPatch {
  id: string;
  before: Marks;
  after: Marks;
}

export interface ChangedMarks {
  backtests: number;
  /** Of those that look different now. */
  patches: MarkPatch[];
}

/** Within `withMarks`. `now`: epoch ms. Throws `bad-request` for what is no tag, and for a note that is too long. */
export function changeMarks(
  db: Database,
  ids: Iterable<string>,
  change: MarkChange,
  now: number,
): ChangedMarks {
  const changeOne = prepareChange(change);
  const table = openMarkTable(db, now);
  const patches: MarkPatch[] = [];
  let backtests = 0;
  for (const id of ids) {
    const before = table.read(id);
    const after = changeOne(before);
    backtests += 1;
    if (isSame(before, after)) continue;
    table.write(id, before, after);
    patches.push({ id, before, after });
  }
  if (patches.length > 0) countChange(db);
  return { backtests, patches };
}

/** Takes changes back, as far as what they did still stands: a star, a tag or a note changed since stays. */
export function revertMarks(
  db: Database,
  patches: readonly MarkPatch[],
  now: number,
): ChangedMarks {
  const table = openMarkTable(db, now);
  const reverted: MarkPatch[] = [];
  for (const { id, before, after } of patches) {
    const present = table.read(id);
    const wanted = revertOne(present, before, after);
    if (isSame(present, wanted)) continue;
    table.write(id, present, wanted);
    reverted.push({ id, before: present, after: wanted });
  }
  if (reverted.length > 0) countChange(db);
  return { backtests: patches.length, patches: reverted };
}

function revertOne(present: Marks, before: Marks, after: Marks): Marks {
  const given = after.tags.filter((tag) => !before.tags.includes(tag));
  const taken = before.tags.filter((tag) => !after.tags.includes(tag));
  const kept = present.tags.filter((tag) => !given.includes(tag));
  return {
    starred: present.starred === after.starred ? before.starred : present.starred,
    tags: [...new Set([...kept, ...taken])].sort(),
    note: present.note === after.note ? before.note : present.note,
  };
}

function prepareChange(change: MarkChange): (before: Marks) => Marks {
  const added = readTags(change.addTags);
  const removed = new Set(readTags(change.removeTags));
  const note = change.note === undefined ? undefined : readNote(change.note);
  const below = readNote(change.addNote ?? null);
  return ({ starred, tags, note: written }) => ({
    starred: change.starred ?? starred,
    tags: [...new Set([...tags, ...added])].filter((tag) => !removed.has(tag)).sort(),
    note: noteWith(note === undefined ? written : note, below),
  });
}

function noteWith(note: string | null, below: string | null): string | null {
  if (below === null || note === null) return note ?? below;
  return note === below || note.endsWith(`\n\n${below}`) ? note : readNote(`${note}\n\n${below}`);
}

function readTags(texts: readonly string[] = []): string[] {
  return texts.map((text) => {
    const tag = readTag(text);
    if (tag !== null) return tag;
    throw new ArchiveError('bad-request', `"${text}" is no tag`, {
      advice: `A tag has 1 to ${markLimits.tag} characters, and no comma.`,
    });
  });
}

function readNote(text: string | null): string | null {
  const note = text?.trim() ?? '';
  if (note.length <= markLimits.note) return note === '' ? null : note;
  throw new ArchiveError('bad-request', `a note has ${markLimits.note} characters at most`);
}

function isSame(one: Marks, other: Marks): boolean {
  return (
    one.starred === other.starred &&
    one.note === other.note &&
    one.tags.length === other.tags.length &&
    one.tags.every((tag, at) => tag === other.tags[at])
  );
}
