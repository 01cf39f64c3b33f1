/** The series of a run, under the names of its metrics. */
export const seriesNames = [
  'equity_curve',
  'drawdown_series',
  'cumulative_return_series',
  'rolling_sharpe_ratio',
  'monthly_returns',
  'yearly_returns',
  'twr_equity_curve',
  'twr_drawdown_series',
] as const;
export type SeriesName = (typeof seriesNames)[number];
