import { existsSync } from 'node:fs';
import type { Marks } from '#contract/marks.ts';
import { markLimits } from '#contract/marks.ts';
import { noMarks, openMarkTable } from './mark-table.ts';
import { countChange, readMarks, withMarks } from './open-marks.ts';
import { listViews, putView } from './saved-views.ts';

/**
 * Brings what the user added in one file into another: starred in either is starred, tags of both, the notes of
 * both one below the other, views whose names are free. Again, it changes nothing. `now`: epoch ms.
 * Returns how many backtests look different.
 */
export function mergeMarks(from: string, into: string, now: number): number {
  if (!existsSync(from) || from === into) return 0;
  const found = readMarks(from, (db) => {
    const table = openMarkTable(db, now);
    const marks = table.ids().map((id) => ({ id, marks: table.read(id) }));
    return { marks, views: listViews(db) };
  });
  if (found === null || found.marks.length + found.views.length === 0) return 0;
  return withMarks(into, (db) => {
    const table = openMarkTable(db, now);
    let changed = 0;
    for (const { id, marks } of found.marks) {
      const before = table.read(id);
      const after = union(before, marks);
      if (JSON.stringify(before) === JSON.stringify(after)) continue;
      table.write(id, before, after);
      changed += 1;
    }
    const known = listViews(db);
    for (const view of found.views) {
      if (known.some(({ name }) => name === view.name)) continue;
      putView(db, { ...view, isDefault: view.isDefault && !known.some((one) => one.isDefault) });
    }
    if (changed > 0) countChange(db);
    return changed;
  });
}

export function union(one: Marks = noMarks, other: Marks = noMarks): Marks {
  return {
    starred: one.starred || other.starred,
    tags: [...new Set([...one.tags, ...other.tags])].sort(),
    note: bothNotes(one.note, other.note),
  };
}

function bothNotes(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other;
  if (one.includes(other)) return one;
  const both = other.includes(one) ? other : `${one}\n\n${other}`;
  return both.length <= markLimits.note ? both : one;
}
