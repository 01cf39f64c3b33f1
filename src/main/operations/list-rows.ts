import type { RowPage, RowQuery } from '#contract/operations.ts';
import * as index from '../store/index/query-rows.ts';
import type { Archive } from './archive.ts';

export type ListQuery = Omit<RowQuery, 'archive'>;

/** One window of a table. Throws `bad-filter`, `unknown-column`. */
export function listRows(archive: Archive, query: ListQuery): RowPage {
  // Not `performance`: its first use loads a module of Node, a tenth of what the command line needs to start.
  const startedAt = process.hrtime.bigint();
  const page = index.queryRows(archive.index, query);
  return { ...page, took: Number(process.hrtime.bigint() - startedAt) / 1e6 };
}

/** Where a row stands in the order of a query, or null when it does not match. */
export function locateRow(
  archive: Archive,
  query: Omit<ListQuery, 'offset' | 'limit' | 'columns'> & { no: number },
): number | null {
  return index.locateRow(archive.index, query);
}
