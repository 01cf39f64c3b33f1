import type { BundleRecord, SqlValue } from '../../formats/bundle/bundle-record.ts';
import {
  type CellKind,
  type ColumnCells,
  cellsOf,
  emptyNumbers,
} from '../../formats/exact/cells/column-cells.ts';
import { type DatasetName, datasets } from '../../formats/exact/datasets/dataset-columns.ts';
import type { RunTable } from '../../formats/exact/datasets/run-table.ts';
import { backtestValues, runValues } from '../index/bundle-values.ts';
import type { FileFacts } from '../index/file-facts.ts';
import { storedBacktestColumns, storedRunColumns } from '../index/sql-columns.ts';

/**
 * The row of a backtest with what readers look it up by, as the index has it; `facts` are those of the
 * file it came in. A bundle without a summary gets its row too: the skeleton knows that there was none.
 */
export function backtestRow(record: BundleRecord, facts: FileFacts, table: RunTable): RunTable {
  const values = new Map<string, SqlValue>(
    storedBacktestColumns.map(({ key }, i) => [key, backtestValues(facts, record)[i]!]),
  );
  values.set('parameters', record.parametersJson);
  return { rows: 1, columns: { ...computedCells('backtests', values), ...table.columns } };
}

/** The same for a run, with or without metrics. */
export function runRow(record: BundleRecord, run: number, table: RunTable | undefined): RunTable {
  const of = record.runs[run];
  if (of === undefined) return table ?? { rows: 0, columns: {} };
  const values = new Map<string, SqlValue>(
    storedRunColumns.map(({ key }, i) => [key, runValues(of)[i]!]),
  );
  values.set('bundle_id', record.bundleId);
  return { rows: 1, columns: { ...computedCells('runs', values), ...table?.columns } };
}

function computedCells(
  name: DatasetName,
  values: ReadonlyMap<string, SqlValue>,
): Record<string, ColumnCells> {
  const columns = datasets[name].columns.filter(({ key }) => key === null);
  return Object.fromEntries(
    columns.map((column) => [column.name, cellOf(column.kind, values.get(column.name) ?? null)]),
  );
}

/** A value of another type, or one beyond 2^53, is not a number here; the skeleton has it. */
function cellOf(kind: CellKind, value: SqlValue): ColumnCells {
  if (kind === 'text' || kind === 'json')
    return cellsOf('text', [typeof value === 'bigint' ? String(value) : value]);
  const isWhole = kind === 'real' || Number.isSafeInteger(value);
  return typeof value === 'number' && isWhole ? cellsOf(kind, [value]) : emptyNumbers(kind, 1);
}
