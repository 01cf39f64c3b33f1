import type { Row, RowPage, SortKey } from '#contract/operations.ts';
import type { RowsKind } from '#contract/row-columns.ts';
import type { ScoreWeights } from '#contract/score.ts';
import type { IndexReader } from './index-handle.ts';
import { prepareRows } from './read-cells.ts';
import { placesOf } from './read-places.ts';
import { orderedPlaces, totalOf, windowOf } from './row-order.ts';
import { withSnapshot } from './snapshot.ts';
import type { IndexState } from './write-rows.ts';

/** Which rows, see `RowScope` of the contract. Columns may be given by any spelling the filter knows. */
export interface TableScope {
  rows: RowsKind;
  filter: string;
  quick: string;
  score?: ScoreWeights | undefined;
}

export interface TableOrder extends TableScope {
  sort: readonly SortKey[];
}

export interface TableQuery extends TableOrder {
  columns: readonly string[];
  offset: number;
  limit: number;
}

export function readState(index: IndexReader): IndexState {
  return withSnapshot(index, ({ version, backtests, studies, runs }) => ({
    version,
    backtests,
    studies,
    runs,
  }));
}

/** One window of a table in its order. Throws `bad-filter`, `unknown-column`. */
export function queryRows(index: IndexReader, query: TableQuery): Omit<RowPage, 'took'> {
  return withSnapshot(index, (snapshot) => {
    const readRow = prepareRows(snapshot, query, query.columns);
    const nos = windowOf(snapshot, query, query);
    const rows = Array.from(nos, readRow).filter((row): row is Row => row !== null);
    const total = totalOf(snapshot, query);
    return { version: snapshot.version, offset: query.offset, total, rows };
  });
}

/** Where a row stands in the order of a query; null when it does not match or is gone. */
export function locateRow(index: IndexReader, query: TableOrder & { no: number }): number | null {
  return withSnapshot(index, (snapshot) => {
    const place = placesOf(snapshot, query.rows).placeOf[query.no] ?? -1;
    const found = place < 0 ? -1 : orderedPlaces(snapshot, query).indexOf(place);
    return found < 0 ? null : found;
  });
}
