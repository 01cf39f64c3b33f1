import { markColumns } from '#contract/mark-columns.ts';
import type { MarksFacts } from '#contract/marks.ts';
import type { ColumnFacts } from '#contract/operations.ts';
import type { RowsKind } from '#contract/row-columns.ts';
import { marksSchema } from '../marks/attach-marks.ts';
import type { IndexReader } from './index-handle.ts';
import { type Snapshot, withSnapshot } from './snapshot.ts';

/** How many backtests of the archive have marks: those of backtests that lie elsewhere do not count. */
export function countMarks(index: IndexReader): Pick<MarksFacts, 'starred' | 'noted' | 'tags'> {
  return withSnapshot(index, (snapshot) => {
    if (snapshot.marksVersion === 0) return { starred: 0, noted: 0, tags: [] };
    const tags = snapshot.db
      .prepare(
        `SELECT m.tag, count(*) AS backtests FROM ${marksSchema}.tags m
         CROSS JOIN backtests b ON b.bundle_id = m.bundle_id GROUP BY m.tag ORDER BY m.tag`,
      )
      .all() as MarksFacts['tags'];
    const count = (test: string) => countRows(snapshot, 'backtests', 'marks', test);
    return { starred: count('starred = 1'), noted: count('note IS NOT NULL'), tags };
  });
}

/** Of stars, `filled` counts those that are there. */
export function markColumnFacts(snapshot: Snapshot, rows: RowsKind): ColumnFacts[] {
  const hasMarks = snapshot.marksVersion > 0;
  const filled = {
    starred: hasMarks ? countRows(snapshot, rows, 'marks', 'starred = 1') : 0,
    user_tags: hasMarks ? countRows(snapshot, rows, 'tags', '1') : 0,
    note: hasMarks ? countRows(snapshot, rows, 'marks', 'note IS NOT NULL') : 0,
  };
  return markColumns.map((column) => ({ ...column, filled: filled[column.key], distinct: null }));
}

/** CROSS JOIN holds the order: the few that are marked are looked up, not all backtests. */
function countRows(
  { db }: Snapshot,
  rows: RowsKind,
  table: 'marks' | 'tags',
  test: string,
): number {
  const what = rows === 'runs' ? 'coalesce(sum(b.number_of_runs), 0)' : 'count(*)';
  return db
    .prepare(
      `SELECT ${what} FROM (SELECT DISTINCT bundle_id FROM ${marksSchema}.${table} WHERE ${test}) m
       CROSS JOIN backtests b ON b.bundle_id = m.bundle_id`,
    )
    .pluck()
    .get() as number;
}
