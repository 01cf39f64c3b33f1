import { summaryColumns } from '#contract/backtest-summary.ts';
import type { Cursor } from '../messagepack/cursor.ts';
import { keyTable, readFields } from '../messagepack/key-table.ts';
import type { SqlValue } from './bundle-record.ts';
import { standsAtMap, unexpected } from './document-shape.ts';
import { readSqlValue } from './sql-value.ts';

const columns = summaryColumns.map(({ key }) => key);
const summaryFields = keyTable(columns);

/**
 * The 55 scalars of a summary in the order of `summaryColumns`, or null when there is none. A key that is
 * not one of them refuses the bundle: every release of the reference does, and a number whose meaning is
 * unknown must not be dropped in silence.
 */
export function readSummary(cursor: Cursor): SqlValue[] | null {
  if (!standsAtMap(cursor, 'the summary')) return null;
  const values = new Array<SqlValue>(columns.length).fill(null);
  readFields(
    cursor,
    summaryFields,
    (_key, index) => {
      values[index] = readSqlValue(cursor);
    },
    (key, offset) => {
      throw unexpected(`the summary has an unknown key ${JSON.stringify(key.toString())}`, offset);
    },
  );
  return values;
}
