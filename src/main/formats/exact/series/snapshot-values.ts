/**
 * What the metric series of a run are computed from: its snapshots sorted by time (stable), one entry each.
 * Times are epoch milliseconds, values finite amounts in account currency.
 */
export interface SnapshotValues {
  time: Float64Array;
  totalValue: Float64Array;
  cashFlow: Float64Array;
}

/** Points of a series that follows from the snapshots. NaN bits are set on purpose, see `rolling-sharpe.ts`. */
export interface DerivedSeries {
  time: Float64Array;
  value: Float64Array;
}

/** The snapshots with only the first of those that share an instant. */
export function withoutRepeatedTimes(snapshots: SnapshotValues): SnapshotValues {
  const { time, totalValue, cashFlow } = snapshots;
  const kept = time.length === 0 ? 0 : 1 + count(time, (i) => i > 0 && time[i] !== time[i - 1]);
  if (kept === time.length) return snapshots;
  const unique: SnapshotValues = {
    time: new Float64Array(kept),
    totalValue: new Float64Array(kept),
    cashFlow: new Float64Array(kept),
  };
  let at = 0;
  for (let i = 0; i < time.length; i++) {
    if (i > 0 && time[i] === time[i - 1]) continue;
    unique.time[at] = time[i]!;
    unique.totalValue[at] = totalValue[i]!;
    unique.cashFlow[at++] = cashFlow[i]!;
  }
  return unique;
}

function count(values: Float64Array, holds: (index: number) => boolean): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) if (holds(i)) total++;
  return total;
}
