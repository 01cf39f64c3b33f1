import { backtestColumns } from '#contract/backtest-summary.ts';
import type { CellValue, Column } from '#contract/column.ts';
import { runColumns } from '#contract/run-summary.ts';
import { runTables } from '#contract/run-tables.ts';

const headline = [
  'total_net_gain_percentage',
  'total_net_gain',
  'cagr',
  'sharpe_ratio',
  'sortino_ratio',
  'calmar_ratio',
  'worst_drawdown',
  'max_drawdown',
  'annual_volatility',
  'profit_factor',
  'win_rate',
  'number_of_trades',
  'average_trade_return_percentage',
  'exposure_ratio',
  'consistency_score',
  'stability_score',
];
const windows = [
  'total_net_gain_percentage',
  'cagr',
  'sharpe_ratio',
  'sortino_ratio',
  'max_drawdown',
  'annual_volatility',
  'profit_factor',
  'win_rate',
  'number_of_trades',
];
const compared = [
  'total_net_gain_percentage',
  'cagr',
  'sharpe_ratio',
  'sortino_ratio',
  'worst_drawdown',
  'annual_volatility',
  'profit_factor',
  'win_rate',
  'number_of_trades',
];

const trades = [
  'trade_no',
  'symbol',
  'side',
  'opened_at',
  'closed_at',
  'open_price',
  'close_price',
  'cost',
  'net_gain',
  'trade_return',
  'exit_reason',
];

const columnsBy = (columns: readonly Column[], keys: readonly string[]) =>
  keys.flatMap((key) => columns.find((column) => column.key === key) ?? []);

/** The figures that stand first, of the whole backtest. */
export const headlineColumns = columnsBy(backtestColumns, headline);
export const windowColumns = columnsBy(runColumns, windows);
export const comparedColumns = columnsBy(backtestColumns, compared);
export const tradeColumns = columnsBy(runTables.trades, trades);

/** Parameters that do not have one value throughout, in the order in which they are first met. */
export function differing(
  backtests: readonly { parameters: readonly { name: string; value: CellValue }[] }[],
): string[] {
  const values = new Map<string, Set<string>>();
  for (const { parameters } of backtests) {
    for (const { name } of parameters) values.set(name, new Set());
  }
  for (const [name, seen] of values) {
    for (const { parameters } of backtests) {
      seen.add(JSON.stringify(parameters.find((one) => one.name === name)?.value ?? null));
    }
  }
  return [...values].filter(([, seen]) => seen.size > 1).map(([name]) => name);
}
