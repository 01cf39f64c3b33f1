import type { Series } from '../../formats/bundle/series.ts';

/** Points in ascending order of time; NaN where the bundle holds no finite number. */
export interface Curve {
  /** Epoch milliseconds, UTC; of points at one instant the last counts. */
  time: Float64Array;
  value: Float64Array;
}

/** A stored series in order: points without a time are left out. */
export function curveOf({ time, value, isNull }: Series): Curve {
  const numbers = value.map((number, place) =>
    isNull?.[place] === 1 || !Number.isFinite(number) ? Number.NaN : number,
  );
  if (isAscending(time)) return { time, value: numbers };
  const places = Array.from(time, (_, place) => place)
    .filter((place) => !Number.isNaN(time[place]))
    .sort((a, b) => time[a]! - time[b]! || a - b)
    .filter((place, i, all) => time[place] !== time[all[i + 1] ?? -1]);
  return {
    time: Float64Array.from(places, (place) => time[place]!),
    value: Float64Array.from(places, (place) => numbers[place]!),
  };
}

/** The curve times a factor that makes its first number 100; null where that is none or not above zero. */
export function rebased({ time, value }: Curve): Curve | null {
  const first = value.find((number) => !Number.isNaN(number));
  if (first === undefined || first <= 0) return null;
  return { time, value: value.map((number) => (number / first) * 100) };
}

function isAscending(time: Float64Array): boolean {
  for (let place = 1; place < time.length; place++) {
    if (!(time[place]! > time[place - 1]!)) return false;
  }
  return time.length !== 1 || !Number.isNaN(time[0]);
}
