import type { SeriesName } from '#contract/operations.ts';
import { cumulativeReturnOf, drawdownOf, timeWeightedEquityOf } from './equity-series.ts';
import { periodReturns } from './period-returns.ts';
import { rollingSharpe, type ZeroOverZero } from './rolling-sharpe.ts';
import type { DerivedSeries, SnapshotValues } from './snapshot-values.ts';

export type PredictSeries = (name: SeriesName, zeroOverZero: ZeroOverZero) => DerivedSeries | null;

/**
 * Computes series from snapshots, bit for bit as the framework does. A series is null where it cannot be
 * computed; whether it equals the one in a bundle is for the caller to compare. Series with a value for
 * every snapshot share one `time` array.
 */
export function createSeriesPredictor(snapshots: SnapshotValues): PredictSeries {
  let timeWeighted: Float64Array | null = null;
  const timeWeightedEquity = () => {
    timeWeighted ??= timeWeightedEquityOf(snapshots);
    return timeWeighted;
  };
  const perSnapshot = (value: Float64Array | null): DerivedSeries | null => {
    if (value === null || !value.every(Number.isFinite)) return null;
    return { time: snapshots.time, value };
  };

  return (name, zeroOverZero) => {
    switch (name) {
      case 'equity_curve':
        return perSnapshot(snapshots.totalValue);
      case 'drawdown_series':
        return perSnapshot(drawdownOf(snapshots.totalValue));
      case 'cumulative_return_series':
        return perSnapshot(cumulativeReturnOf(snapshots.totalValue));
      case 'twr_equity_curve':
        return perSnapshot(timeWeightedEquity());
      case 'twr_drawdown_series':
        return perSnapshot(drawdownOf(timeWeightedEquity()));
      case 'monthly_returns':
        return periodReturns(snapshots, 'month');
      case 'yearly_returns':
        return periodReturns(snapshots, 'year');
      case 'rolling_sharpe_ratio':
        return rollingSharpe(snapshots, zeroOverZero);
    }
  };
}
