import type { SeriesName } from '#contract/operations.ts';
import { cumulativeReturnOf, drawdownOf, timeWeightedEquityOf } from './equity-series.ts';
import { periodReturns } from './period-returns.ts';
import { rollingSharpe } from './rolling-sharpe.ts';
import type { DerivedSeries, SnapshotValues } from './snapshot-values.ts';

/**
 * Where writers differ, the ways to compute a series, by number; most have one, 0. The numbers stand in
 * skeletons: new ways go behind the old ones.
 * - `rolling_sharpe_ratio`: 0/0 gives the NaN of x86 (0) or of ARM (1).
 * - `yearly_returns`: from the second year on (0), or with the first year from its first value (1, 9.0.0a20).
 */
export const seriesVariants = [0, 1] as const;

export type PredictSeries = (name: SeriesName, variant: number) => DerivedSeries | null;

/**
 * Computes series from snapshots, bit for bit as the framework does. A series is null where it cannot be
 * computed, or not in that variant; whether it equals the one in a bundle is for the caller to compare. Series
 * with a value for every snapshot share one `time` array.
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

  return (name, variant) => {
    if (name === 'rolling_sharpe_ratio') {
      return variant > 1 ? null : rollingSharpe(snapshots, variant === 0 ? 'x86' : 'arm');
    }
    if (name === 'yearly_returns') {
      return variant > 1 ? null : periodReturns(snapshots, 'year', variant === 1);
    }
    if (variant > 0) return null;
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
        return periodReturns(snapshots, 'month', false);
    }
  };
}
