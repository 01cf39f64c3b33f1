/** Short keys that work wherever a column is asked for: filter, sort, columns, rank. */
export const shortNames: Readonly<Record<string, string>> = {
  sharpe: 'sharpe_ratio',
  sortino: 'sortino_ratio',
  calmar: 'calmar_ratio',
  drawdown: 'max_drawdown',
  trades: 'number_of_trades',
  id: 'bundle_id',
  runs: 'number_of_runs',
  algorithm: 'algorithm_id',
};
