import type { ColumnCells } from '../cells/column-cells.ts';
import type { DatasetName } from './dataset-columns.ts';

/** The rows of one run in one dataset. A column that is not there is null in every row. */
export interface RunTable {
  rows: number;
  columns: Record<string, ColumnCells>;
}

/** What one run has in the datasets; a dataset without rows of it may be left out. */
export type RunTables = { [Name in Exclude<DatasetName, 'backtests'>]?: RunTable };

/** What one bundle has in the datasets. */
export interface BundleTables {
  /** One row, or none when the document has no summary. */
  backtest: RunTable;
  /** By position of the run in the bundle. */
  runs: RunTables[];
}

export const noRows: RunTable = { rows: 0, columns: {} };

/** The rows [from, to) of a dataset file that carry an id. */
export interface RowRange {
  id: string;
  from: number;
  to: number;
}

/** `run_id` of a run: the first 32 hex digits of its bundle's id, and its position (archive.md §2). */
export function runIdOf(bundleId: string, run: number): string {
  return `${bundleId.slice(0, 32)}-${run}`;
}
