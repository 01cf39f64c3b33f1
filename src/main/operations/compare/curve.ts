import type { Series } from '../../formats/bundle/series.ts';

/** Points in ascending order of time; NaN where the bundle holds no finite number. */
export interface Curve {
  /** Epoch milliseconds, UTC; of points at one instant the last counts. */
  time: Float64Array;
  value: Float64Array;
}

/** A stored series in order: points without a time are left out. */
export function curveOf({ time, value, isNull }: Series): Curve {
  const numbers = finiteOnly(value, isNull);
  if (isInOrder(time)) return lastOfEach(time, numbers);
  const places = Array.from(time, (_, place) => place)
    .filter((place) => !Number.isNaN(time[place]))
    .sort((a, b) => time[a]! - time[b]! || a - b);
  return lastOfEach(
    Float64Array.from(places, (place) => time[place]!),
    Float64Array.from(places, (place) => numbers[place]!),
  );
}

/** Of times in order, each once, with the last value it has. */
function lastOfEach(time: Float64Array, value: Float64Array): Curve {
  const kept: Curve = { time: new Float64Array(time.length), value: new Float64Array(time.length) };
  let count = 0;
  for (let place = 0; place < time.length; place++) {
    if (time[place] === time[place + 1]) continue;
    kept.time[count] = time[place]!;
    kept.value[count] = value[place]!;
    count++;
  }
  return { time: kept.time.subarray(0, count), value: kept.value.subarray(0, count) };
}

/** A plain loop: `map` takes several times longer, and there are 150 series to fifty runs. */
function finiteOnly(value: Float64Array, isNull: Uint8Array | null): Float64Array {
  const numbers = value.slice();
  for (let place = 0; place < numbers.length; place++) {
    if (isNull?.[place] === 1 || !Number.isFinite(numbers[place])) numbers[place] = Number.NaN;
  }
  return numbers;
}

/** The curve times a factor that makes its first number 100; null where that is none or not above zero. */
export function rebased({ time, value }: Curve): Curve | null {
  const first = value.find((number) => !Number.isNaN(number));
  if (first === undefined || first <= 0) return null;
  return { time, value: value.map((number) => (number / first) * 100) };
}

function isInOrder(time: Float64Array): boolean {
  for (let place = 1; place < time.length; place++) {
    if (!(time[place]! >= time[place - 1]!)) return false;
  }
  return time.length === 0 || !Number.isNaN(time[0]);
}
