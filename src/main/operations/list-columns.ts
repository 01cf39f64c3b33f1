import type { ColumnFacts } from '#contract/operations.ts';
import type { RowsKind } from '#contract/row-columns.ts';
import * as index from '../store/index/list-columns.ts';
import type { Archive } from './archive.ts';

/** Every column of a table with how full it is, parameters after the fixed ones. */
export function listColumns(archive: Archive, rows: RowsKind): ColumnFacts[] {
  return index.listColumns(archive.index, rows);
}
