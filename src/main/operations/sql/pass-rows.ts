import type { SqlCell } from '#contract/sql.ts';
import type { Tell } from './sql-messages.ts';

/** Rows sent at a time: some hundred kB. */
const ROWS_AT_ONCE = 2000;

/** Passes rows on, `maxRows` at most. Whether there were more. */
export async function passRows(
  parts: AsyncIterable<SqlCell[][]> | Iterable<SqlCell[][]>,
  maxRows: number | null,
  tell: Tell,
): Promise<boolean> {
  let left = maxRows ?? Number.POSITIVE_INFINITY;
  let waiting: SqlCell[][] = [];
  for await (const part of parts) {
    const isMore = part.length > left;
    waiting.push(...(isMore ? part.slice(0, left) : part));
    left -= Math.min(left, part.length);
    if (waiting.length >= ROWS_AT_ONCE || isMore) {
      await tell({ kind: 'rows', rows: waiting });
      waiting = [];
    }
    if (isMore) return true;
  }
  if (waiting.length > 0) await tell({ kind: 'rows', rows: waiting });
  return false;
}
