import { rollingMean, rollingVariance } from './rolling-moments.ts';
import {
  type DerivedSeries,
  type SnapshotValues,
  withoutRepeatedTimes,
} from './snapshot-values.ts';

/**
 * The NaN that 0/0 gave on the machine that wrote the bundle: x86 sets the sign bit, ARM does not. A NaN
 * that only means "too few days yet" always has none. The bits are part of the file, so they are set here
 * explicitly and never left to the machine at hand.
 */
export type ZeroOverZero = 'x86' | 'arm';

const DAY = 86_400_000;
const WINDOW_DAYS = 365;
const LEAST_DAYS = 30;
const NAN_WORD = 0x7ff80000;
const NEGATIVE_NAN_WORD = 0xfff80000;

/**
 * Annualised Sharpe ratio over the last 365 daily returns, from 30 days on; days without a snapshot repeat
 * the value before. Null where the returns leave the numbers this port covers.
 */
export function rollingSharpe(
  snapshots: SnapshotValues,
  zeroOverZero: ZeroOverZero,
): DerivedSeries | null {
  const daily = dailyReturns(withoutRepeatedTimes(snapshots));
  if (daily === null) return null;
  const mean = rollingMean(daily.value, WINDOW_DAYS, LEAST_DAYS);
  const variance = rollingVariance(daily.value, WINDOW_DAYS, LEAST_DAYS);
  const midnights = new Set(snapshots.time.filter((time) => time % DAY === 0));

  const count = daily.time.length;
  const time = new Float64Array(count);
  const value = new Float64Array(count);
  const words = new Uint32Array(value.buffer);
  let kept = 0;
  for (let i = 0; i < count; i++) {
    const spread = variance[i]!;
    const deviation = spread < 0 ? 0 : Math.sqrt(spread);
    const ratio = Math.sqrt(365) * (mean[i]! / deviation);
    if (!Number.isNaN(ratio) && !midnights.has(daily.time[i]!)) continue;
    time[kept] = daily.time[i]!;
    if (!Number.isNaN(ratio)) value[kept] = ratio;
    else if (Number.isNaN(mean[i]!)) words[2 * kept + 1] = NAN_WORD;
    else if (mean[i] !== 0 || deviation !== 0) return null;
    else words[2 * kept + 1] = zeroOverZero === 'x86' ? NEGATIVE_NAN_WORD : NAN_WORD;
    kept++;
  }
  return { time: time.slice(0, kept), value: value.slice(0, kept) };
}

/** Return of each calendar day (UTC) after the first, net of that day's cash flows. */
function dailyReturns(snapshots: SnapshotValues): DerivedSeries | null {
  const { time, totalValue, cashFlow } = snapshots;
  if (time.length === 0) return { time: new Float64Array(0), value: new Float64Array(0) };
  const first = Math.floor(time[0]! / DAY);
  const days = Math.floor(time[time.length - 1]! / DAY) - first;
  if (days > MAX_DAYS) return null;
  const dates = new Float64Array(days);
  const returns = new Float64Array(days);
  let kept = 0;
  let at = 0;
  let before = 0;
  for (let day = 0; day <= days; day++) {
    const end = (first + day + 1) * DAY;
    let flow = 0;
    let last = before;
    for (; at < time.length && time[at]! < end; at++) {
      flow += cashFlow[at]!;
      last = totalValue[at]!;
    }
    if (day > 0) {
      const net = last - flow;
      if (before !== 0) {
        dates[kept] = (first + day) * DAY;
        returns[kept++] = net / before - 1;
      } else if (net !== 0) return null;
    }
    before = last;
  }
  return { time: dates.slice(0, kept), value: returns.slice(0, kept) };
}

/** Two hundred years: a snapshot far off would otherwise ask for millions of empty days. */
const MAX_DAYS = 73_000;
