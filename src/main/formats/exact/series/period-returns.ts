import {
  type DerivedSeries,
  type SnapshotValues,
  withoutRepeatedTimes,
} from './snapshot-values.ts';

export type Period = 'month' | 'year';

/**
 * Return of every calendar month or year (UTC): last value net of the period's cash flows over the last value
 * before, minus 1. The first period has none before it: it is left out, or counted from its first value. Dated at
 * midnight of the month's last day, or of January 1st. Null where a period ended at 0 (the framework fails there).
 */
export function periodReturns(
  snapshots: SnapshotValues,
  period: Period,
  countsFirst: boolean,
): DerivedSeries | null {
  const { time, totalValue, cashFlow } = withoutRepeatedTimes(snapshots);
  const dates: number[] = [];
  const returns: number[] = [];
  let previous: number | null = countsFirst ? (totalValue[0] ?? null) : null;
  for (let i = 0; i < time.length; ) {
    const { end, date } = periodAround(time[i]!, period);
    let flow = cashFlow[i]!;
    let last = totalValue[i++]!;
    for (; i < time.length && time[i]! < end; i++) {
      flow += cashFlow[i]!;
      last = totalValue[i]!;
    }
    if (previous === 0) return null;
    if (previous !== null) {
      dates.push(date);
      returns.push((last - flow) / previous - 1);
    }
    previous = last;
  }
  return { time: Float64Array.from(dates), value: Float64Array.from(returns) };
}

const DAY = 86_400_000;

/** First instant after the period, and the instant its return is dated at. */
function periodAround(time: number, period: Period): { end: number; date: number } {
  const at = new Date(time);
  const year = at.getUTCFullYear();
  if (period === 'year') return { end: utc(year + 1, 0), date: utc(year, 0) };
  const end = utc(year, at.getUTCMonth() + 1);
  return { end, date: end - DAY };
}

/** `Date.UTC` without its reading of years below 100 as 19xx. */
function utc(year: number, month: number): number {
  return new Date(0).setUTCFullYear(year, month, 1);
}
