import type { Database } from 'better-sqlite3';
import { ArchiveError } from '#contract/archive-error.ts';
import {
  type MarkChange,
  type MarkOutcome,
  type Marks,
  markLimits,
  readTag,
} from '#contract/marks.ts';
import { openMarkTable } from './mark-table.ts';
import { countChange } from './open-marks.ts';

/** Within `withMarks`. `now`: epoch ms. Throws `bad-request` for what is no tag, and for a note that is too long. */
export function changeMarks(
  db: Database,
  ids: Iterable<string>,
  change: MarkChange,
  now: number,
): MarkOutcome {
  const table = openMarkTable(db, now);
  const changeOne = prepareChange(change);
  const outcome = { backtests: 0, changed: 0 };
  for (const id of ids) {
    const before = table.read(id);
    const after = changeOne(before);
    outcome.backtests += 1;
    if (isSame(before, after)) continue;
    table.write(id, before, after);
    outcome.changed += 1;
  }
  if (outcome.changed > 0) countChange(db);
  return outcome;
}

function prepareChange(change: MarkChange): (before: Marks) => Marks {
  const added = readTags(change.addTags);
  const removed = new Set(readTags(change.removeTags));
  const note = change.note === undefined ? undefined : readNote(change.note);
  return ({ starred, tags, note: written }) => ({
    starred: change.starred ?? starred,
    tags: [...new Set([...tags, ...added])].filter((tag) => !removed.has(tag)).sort(),
    note: note === undefined ? written : note,
  });
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
