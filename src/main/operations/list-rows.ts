import type { RowPage, RowQuery } from '#contract/operations.ts';
import type { Archive } from './archive.ts';

export type ListQuery = Omit<RowQuery, 'archive'>;

/** One window of a table. Throws `bad-filter`, `unknown-column`. */
export function listRows(archive: Archive, query: ListQuery): RowPage {
  throw new Error(`not built yet: ${archive.id} ${query.limit}`);
}

/** Where a row stands in the order of a query, or null when it does not match. */
export function locateRow(
  archive: Archive,
  query: Omit<ListQuery, 'offset' | 'limit' | 'columns'> & { no: number },
): number | null {
  throw new Error(`not built yet: ${archive.id} ${query.no}`);
}
