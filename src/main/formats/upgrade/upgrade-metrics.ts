import type { Exact, ExactMap } from '../messagepack/exact-value.ts';
import { openValue } from '../messagepack/exact-value.ts';
import { rewriteDate, rewriteTime } from './python-time.ts';
import {
  asExactFloat,
  asFloat,
  asList,
  asMap,
  type Field,
  isTruthy,
  kept,
  rewriteRecord,
  zero,
} from './record-fields.ts';
import { upgradeTrade } from './upgrade-trade.ts';

/** Metrics of a run as 8.10.0 reads and writes them: 77 fields, their series still in place. */
export function upgradeMetrics(value: Exact): ExactMap {
  return rewriteRecord(asMap(value, 'backtest_metrics'), metricFields);
}

const float = (...keys: string[]) => kept(keys, 0);
const integer = (...keys: string[]) => kept(keys, zero);
const date = (key: string): Field => [key, (value) => rewriteTime(value, 'keep', key)];
const series = (key: string): Field => [
  key,
  (value, metrics) => points(metrics.has(key) ? value : [], key, timeOf),
];
const trade = (key: string): Field => [
  key,
  (value) => (isTruthy(value) ? upgradeTrade(value) : null),
];
const best = (key: string, day: typeof timeOf): Field => [key, (value) => pair(value, key, day)];

const metricFields: readonly Field[] = [
  date('backtest_start_date'),
  date('backtest_end_date'),
  ...kept(['backtest_date_range_name', 'trading_symbol'], ''),
  ...float('initial_unallocated'),
  series('equity_curve'),
  ...float('final_value', 'total_net_gain', 'total_net_gain_percentage', 'total_growth'),
  ...float('total_growth_percentage', 'total_loss', 'total_loss_percentage', 'cumulative_return'),
  series('cumulative_return_series'),
  ...float('cagr', 'sharpe_ratio'),
  series('rolling_sharpe_ratio'),
  ...float('sortino_ratio', 'calmar_ratio', 'profit_factor', 'annual_volatility'),
  series('monthly_returns'),
  [
    'yearly_returns',
    (value, metrics) =>
      points(metrics.has('yearly_returns') ? value : [], 'yearly_returns', rewriteDate),
  ],
  series('drawdown_series'),
  ...float('max_drawdown', 'max_drawdown_absolute', 'max_daily_drawdown'),
  ...integer('max_drawdown_duration'),
  series('twr_equity_curve'),
  series('twr_drawdown_series'),
  ...float('twr_max_drawdown'),
  ...integer('twr_max_drawdown_duration'),
  ...float('trades_per_year', 'trades_per_week', 'trades_per_month', 'trade_per_day'),
  ...float('exposure_ratio', 'cumulative_exposure', 'average_trade_gain'),
  ...float('average_trade_gain_percentage', 'average_trade_loss', 'average_trade_loss_percentage'),
  ...float('average_trade_return', 'average_trade_return_percentage', 'median_trade_return'),
  ...float('median_trade_return_percentage'),
  ...integer('number_of_positive_trades'),
  ...float('percentage_positive_trades'),
  ...integer('number_of_negative_trades'),
  ...float('percentage_negative_trades'),
  trade('best_trade'),
  trade('worst_trade'),
  ...float('average_trade_duration', 'average_win_duration', 'average_loss_duration'),
  ...float('average_trade_size'),
  ...integer('number_of_trades', 'number_of_trades_closed', 'number_of_trades_opened'),
  ...float('win_rate', 'current_win_rate', 'win_loss_ratio', 'current_win_loss_ratio'),
  ...float('percentage_winning_months', 'percentage_winning_years', 'average_monthly_return'),
  ...float('average_monthly_return_losing_months', 'average_monthly_return_winning_months'),
  best('best_month', timeOf),
  best('best_year', rewriteDate),
  best('worst_month', timeOf),
  best('worst_year', rewriteDate),
  ...float('var_95', 'cvar_95'),
  ...integer('max_consecutive_wins', 'max_consecutive_losses'),
];

function timeOf(value: Exact, what: string): string {
  return rewriteTime(value, 'keep', what);
}

/** `[[float, text], …]`. */
function points(value: Exact, key: string, day: typeof timeOf): Exact[] {
  return asList(value, key).map((point) => {
    const [number = null, text = null] = asList(point, `a point of ${key}`);
    return [asExactFloat(number, `a value of ${key}`), day(text, `a time of ${key}`)];
  });
}

/** The best and worst month and year: nil becomes a pair of nils (FORMATS §9), and NaN nil. */
function pair(value: Exact, key: string, day: typeof timeOf): Exact[] {
  if (value === null) return [null, null];
  const [number = null, text = null] = asList(value, key);
  return [isMissing(number) ? null : asFloat(number, key), isMissing(text) ? null : day(text, key)];
}

function isMissing(value: Exact): boolean {
  const opened = openValue(value);
  return opened === null || opened === '<NA>' || Number.isNaN(opened);
}
