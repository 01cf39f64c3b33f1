import type { CellValue } from '#contract/column.ts';
import type {
  ColumnFacts,
  Histogram,
  Row,
  RowPage,
  Selection,
  SortKey,
  SweepGroup,
} from '#contract/operations.ts';
import type { RowsKind } from '#contract/row-columns.ts';
import type { IndexReader } from './open-index.ts';
import type { IndexState } from './write-rows.ts';

/** Which rows, see `RowScope` of the contract. Columns may be given by any spelling the filter knows. */
export interface TableScope {
  rows: RowsKind;
  filter: string;
  quick: string;
}

export interface TableOrder extends TableScope {
  sort: readonly SortKey[];
}

export interface TableQuery extends TableOrder {
  columns: readonly string[];
  offset: number;
  limit: number;
}

export function readState(_index: IndexReader): IndexState {
  throw new Error('being written');
}

/** Throws `bad-filter`, `unknown-column`. */
export function queryRows(_index: IndexReader, _query: TableQuery): Omit<RowPage, 'took'> {
  throw new Error('being written');
}

export function locateRow(_index: IndexReader, _query: TableOrder & { no: number }): number | null {
  throw new Error('being written');
}

export function columnHistogram(
  _index: IndexReader,
  _query: TableScope & { column: string; bins: number },
): Histogram {
  throw new Error('being written');
}

export function listColumns(_index: IndexReader, _rows: RowsKind): ColumnFacts[] {
  throw new Error('being written');
}

export function sweepTree(_index: IndexReader, _filter: string): SweepGroup[] {
  throw new Error('being written');
}

/** The rows of a selection in order, cells read as they are taken: memory does not grow with the archive. */
export function iterateSelection(
  _index: IndexReader,
  _query: TableOrder & { selection: Selection; columns: readonly string[] },
): { total: number; rows: Iterable<Row> } {
  throw new Error('being written');
}

export interface StoredBacktest {
  no: number;
  id: string;
  handle: string;
  folder: string;
  fileName: string;
  size: number;
  modifiedAt: number;
  /** Every column of `backtestColumns` by key. */
  values: Record<string, CellValue>;
  parameters: { name: string; value: CellValue }[];
  /** As Python writes them; null when empty. */
  parametersJson: string | null;
  strategyIdsJson: string | null;
  runs: { no: number; run: number; values: Record<string, CellValue> }[];
}

/** By bundle id, its first 6 digits or more, or handle (with or without extension). Throws `not-found`, `bad-request` when several fit. */
export function findBacktest(_index: IndexReader, _idOrHandle: string): StoredBacktest {
  throw new Error('being written');
}

/** The backtests that hold rows, for exports of bundles: each file once, in order. */
export function iterateFiles(
  _index: IndexReader,
  _query: TableOrder & { selection: Selection },
): {
  total: number;
  files: Iterable<{ no: number; id: string; handle: string; path: string; size: number }>;
} {
  throw new Error('being written');
}
