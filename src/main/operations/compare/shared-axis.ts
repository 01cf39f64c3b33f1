import type { Curve } from './curve.ts';

/** One axis of times that several curves are drawn over. */
export interface SharedAxis {
  /** Ascending. */
  time: Float64Array;
  isThinned: boolean;
}

/**
 * Every time of every curve, where those are at most `points`. Otherwise stretches of time of the same
 * length with two places each, for the lowest and the highest point of a curve in it.
 */
export function sharedAxis(curves: readonly Curve[], points: number): SharedAxis {
  const times = distinctTimes(curves, points);
  if (times !== null) return { time: Float64Array.from(times).sort(), isThinned: false };
  let from = Number.POSITIVE_INFINITY;
  let to = Number.NEGATIVE_INFINITY;
  for (const { time } of curves) {
    if (time.length === 0) continue;
    from = Math.min(from, time[0]!);
    to = Math.max(to, time.at(-1)!);
  }
  const places = 2 * Math.floor(points / 2);
  const time = Float64Array.from(
    { length: places },
    (_, place) => from + (place * (to - from)) / (places - 1),
  );
  return { time, isThinned: true };
}

/** The curve over the axis: NaN before its first and after its last point. */
export function overAxis(curve: Curve, axis: SharedAxis): Float64Array {
  return axis.isThinned ? extremesOver(curve, axis.time) : lastValuesAt(curve, axis.time);
}

function distinctTimes(curves: readonly Curve[], limit: number): Set<number> | null {
  const times = new Set<number>();
  for (const { time } of curves) {
    if (time.length > limit) return null;
    for (const one of time) times.add(one);
    if (times.size > limit) return null;
  }
  return times;
}

/** Between two points of its own a curve keeps its last value. */
function lastValuesAt({ time, value }: Curve, axis: Float64Array): Float64Array {
  const over = new Float64Array(axis.length).fill(Number.NaN);
  let place = -1;
  for (let at = 0; at < axis.length; at++) {
    while (place + 1 < time.length && time[place + 1]! <= axis[at]!) place += 1;
    if (place < 0) continue;
    if (place === time.length - 1 && axis[at]! > time[place]!) break;
    over[at] = value[place]!;
  }
  return over;
}

/** Of each stretch the extremes in the order they come in; a stretch without a point repeats the last value. */
function extremesOver({ time, value }: Curve, axis: Float64Array): Float64Array {
  const over = new Float64Array(axis.length).fill(Number.NaN);
  const from = axis[0]!;
  const stretches = axis.length / 2;
  const width = (axis.at(-1)! - from) / stretches;
  const stretchOf = (place: number) =>
    Math.min(stretches - 1, Math.floor((time[place]! - from) / width));
  let place = 0;
  let last = Number.NaN;
  while (place < time.length) {
    const stretch = stretchOf(place);
    let low = place;
    let high = place;
    for (; place < time.length && stretchOf(place) === stretch; place++) {
      const number = value[place]!;
      if (Number.isNaN(value[low]) || number < value[low]!) low = place;
      if (Number.isNaN(value[high]) || number > value[high]!) high = place;
    }
    over[2 * stretch] = value[Math.min(low, high)]!;
    over[2 * stretch + 1] = value[Math.max(low, high)]!;
    last = value[place - 1]!;
    const next = place < time.length ? stretchOf(place) : stretch + 1;
    over.fill(last, 2 * stretch + 2, 2 * next);
  }
  return over;
}
