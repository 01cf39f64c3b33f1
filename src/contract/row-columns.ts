import { backtestColumns, identityColumns } from './backtest-summary.ts';
import type { Column } from './column.ts';
import { markColumns } from './mark-columns.ts';
import { runColumns } from './run-summary.ts';

/** What a table shows one row per: a bundle, or one of its runs. */
export type RowsKind = 'backtests' | 'runs';

/** Every column of a table, parameters apart. A run's own value wins over its backtest's of the same name. */
export function columnsOf(rows: RowsKind): readonly Column[] {
  return rows === 'backtests' ? allBacktestColumns : allRunColumns;
}

const ownKeys = new Set(runColumns.map((column) => column.key));

const allBacktestColumns: readonly Column[] = [...backtestColumns, ...markColumns];

const allRunColumns: readonly Column[] = [
  ...identityColumns.filter((column) => !ownKeys.has(column.key)),
  ...runColumns,
  ...markColumns,
];
