import type { CellValue } from '#contract/column.ts';

/** Figures of which more is better. What stands in neither list is neither: a count of trades, a window. */
const more: ReadonlySet<string> = new Set([
  'final_value',
  'total_net_gain',
  'total_net_gain_percentage',
  'total_growth',
  'total_growth_percentage',
  'cumulative_return',
  'cagr',
  'sharpe_ratio',
  'sortino_ratio',
  'calmar_ratio',
  'omega_ratio',
  'profit_factor',
  'average_trade_gain',
  'average_trade_gain_percentage',
  // Below zero: nearer to it is better.
  'average_trade_loss',
  'average_trade_loss_percentage',
  'var_95',
  'cvar_95',
  'average_trade_return',
  'average_trade_return_percentage',
  'median_trade_return',
  'median_trade_return_percentage',
  'mfe_mae_ratio',
  'percentage_positive_trades',
  'long_win_rate',
  'short_win_rate',
  'win_rate',
  'current_win_rate',
  'win_loss_ratio',
  'current_win_loss_ratio',
  'percentage_winning_months',
  'percentage_winning_years',
  'average_monthly_return',
  'average_monthly_return_losing_months',
  'average_monthly_return_winning_months',
  'max_consecutive_wins',
  'gross_profit',
]);

const less: ReadonlySet<string> = new Set([
  'total_loss',
  'total_loss_percentage',
  'gross_loss',
  'annual_volatility',
  'ulcer_index',
  'max_drawdown',
  'max_drawdown_absolute',
  'max_daily_drawdown',
  'max_drawdown_duration',
  'twr_max_drawdown',
  'twr_max_drawdown_duration',
  'percentage_negative_trades',
  'max_consecutive_losses',
]);

export interface Delta {
  /** In the unit of the column; infinite where one of the two is. */
  absolute: number;
  /** Share of the baseline's size; null where that is zero or infinite. */
  relative: number | null;
  /** Null where the figure is neither better nor worse for being larger, or where both are the same. */
  isBetter: boolean | null;
}

/** A figure against the baseline's; null where one of them has none, or the difference of two infinities. */
export function deltaOf(key: string, value: CellValue, baseline: CellValue): Delta | null {
  const [of, from] = [numberOf(value), numberOf(baseline)];
  if (of === null || from === null) return null;
  const absolute = of === from ? 0 : of - from;
  if (Number.isNaN(absolute)) return null;
  const hasShare = Number.isFinite(absolute) && Number.isFinite(from);
  const relative = hasShare && from !== 0 ? absolute / Math.abs(from) : null;
  return { absolute, relative, isBetter: isBetter(key, absolute) };
}

function isBetter(key: string, absolute: number): boolean | null {
  if (absolute === 0) return null;
  if (more.has(key)) return absolute > 0;
  return less.has(key) ? absolute < 0 : null;
}

function numberOf(value: CellValue): number | null {
  if (value === 'inf') return Number.POSITIVE_INFINITY;
  if (value === '-inf') return Number.NEGATIVE_INFINITY;
  return typeof value === 'number' ? value : null;
}

export function isKnownDirection(key: string): boolean {
  return more.has(key) || less.has(key);
}

/** Figures of whole backtests of which less is better, beside those that runs have too. */
const lessOfBacktests: ReadonlySet<string> = new Set([
  'worst_drawdown',
  'average_loss',
  'average_loss_percentage',
]);

/** Whether little of a figure is good, of a run or of a backtest. */
export function isLessBetter(key: string): boolean {
  return less.has(key) || lessOfBacktests.has(key);
}
