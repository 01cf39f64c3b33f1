import type { CellValue } from '#contract/column.ts';
import type { BacktestDetail } from '#contract/operations.ts';
import { studyToName } from '#contract/study-summary.ts';
import { columnOf, type Figure } from '../runs/headline.ts';

const headline = [
  'total_net_gain_percentage',
  'total_net_gain',
  'cagr',
  'sharpe_ratio',
  'sortino_ratio',
  'calmar_ratio',
  'max_drawdown',
  'max_drawdown_duration',
  'annual_volatility',
  'profit_factor',
  'win_rate',
  'number_of_trades',
  'average_trade_return_percentage',
  'average_trade_duration',
  'exposure_ratio',
  'final_value',
];

/** The figures that stand first, of the run's own metrics. */
export function headlineOf(values: Record<string, CellValue>): Figure[] {
  return figuresOf(headline, values);
}

export function figuresOf(keys: readonly string[], values: Record<string, CellValue>): Figure[] {
  return keys.flatMap((key) => {
    const column = columnOf('runs', key) ?? columnOf('backtests', key);
    return column === undefined ? [] : [{ column, value: values[key] ?? null }];
  });
}

export function titleOf(detail: BacktestDetail): string {
  return String(detail.values.algorithm_id ?? detail.handle);
}

/** "fold_1, vector" and the like: what tells the runs of a backtest apart. */
export function runName(values: Record<string, CellValue>, run: number): string {
  const parts = [studyToName(values.study_name), values.window ?? `run ${run + 1}`, values.engine];
  return parts.filter((part) => part !== null && part !== undefined && part !== '').join(', ');
}
