import type { CellValue, Column } from '#contract/column.ts';
import type { BacktestDetail } from '#contract/operations.ts';
import { columnsOf, type RowsKind } from '#contract/row-columns.ts';

const headlines: Readonly<Record<RowsKind, readonly string[]>> = {
  backtests: [
    'sharpe_ratio',
    'total_net_gain_percentage',
    'cagr',
    'worst_drawdown',
    'annual_volatility',
    'profit_factor',
    'number_of_trades',
    'win_rate',
  ],
  studies: [
    'sharpe_ratio',
    'total_net_gain_percentage',
    'cagr',
    'max_drawdown',
    'annual_volatility',
    'profit_factor',
    'number_of_trades',
    'win_rate',
  ],
  runs: [
    'sharpe_ratio',
    'total_net_gain_percentage',
    'cagr',
    'max_drawdown',
    'annual_volatility',
    'profit_factor',
    'number_of_trades',
    'win_rate',
  ],
};

const provenance = [
  'format_version',
  'framework_version',
  'created_at',
  'modified_at',
  'file_size',
  'payload_bytes',
  'bundle_id',
];

export interface Figure {
  column: Column;
  value: CellValue;
}

/** The figures that stand first: of the backtest, or of one of its runs. */
export function headlineFigures(detail: BacktestDetail, run: number | null): Figure[] {
  const kind = run === null ? 'backtests' : 'runs';
  const values = run === null ? detail.values : (runOf(detail, run)?.values ?? {});
  return figures(kind, headlines[kind], values);
}

export function provenanceFigures(detail: BacktestDetail): Figure[] {
  return figures('backtests', provenance, detail.values);
}

export function runOf(detail: BacktestDetail, run: number) {
  return detail.runs.find((one) => one.run === run);
}

/** The run whose curve is shown where none was chosen: the row's own, else the first. */
export function shownRun(
  detail: BacktestDetail,
  chosen: number | null,
  ofRow: number | null,
): number | null {
  const known = (run: number | null) => run !== null && runOf(detail, run) !== undefined;
  if (known(chosen)) return chosen;
  if (known(ofRow)) return ofRow;
  return detail.runs[0]?.run ?? null;
}

function figures(
  kind: RowsKind,
  keys: readonly string[],
  values: Record<string, CellValue>,
): Figure[] {
  return keys.flatMap((key) => {
    const column = columnOf(kind, key);
    return column === undefined ? [] : [{ column, value: values[key] ?? null }];
  });
}

export function columnOf(kind: RowsKind, key: string): Column | undefined {
  return columnsOf(kind).find((column) => column.key === key);
}

export const drawdownColumn = columnOf('runs', 'max_drawdown')!;
