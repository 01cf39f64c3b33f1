import type { Curve } from './curve.ts';

export interface Correlation {
  /** NaN where the two share fewer than three returns, or one of them never moves. */
  coefficient: number;
  /** Returns the two share. */
  shared: number;
}

const fewest = 3;

/**
 * Pearson's coefficient of the returns of two curves. Only times at which both have a number count; a
 * return is the change from one such time to the next. From zero there is no return.
 */
export function correlate(a: Curve, b: Curve): Correlation {
  const [ofA, ofB] = commonReturns(a, b);
  const coefficient = ofA.length < fewest ? Number.NaN : pearson(ofA, ofB);
  return { coefficient, shared: ofA.length };
}

function commonReturns(a: Curve, b: Curve): [Float64Array, Float64Array] {
  const length = Math.min(a.time.length, b.time.length);
  const returns: [Float64Array, Float64Array] = [
    new Float64Array(length),
    new Float64Array(length),
  ];
  let count = 0;
  let lastA = Number.NaN;
  let lastB = Number.NaN;
  let i = 0;
  let j = 0;
  while (i < a.time.length && j < b.time.length) {
    if (a.time[i]! < b.time[j]!) i += 1;
    else if (a.time[i]! > b.time[j]!) j += 1;
    else {
      const nowA = a.value[i++]!;
      const nowB = b.value[j++]!;
      if (Number.isNaN(nowA) || Number.isNaN(nowB)) continue;
      const returnA = nowA / lastA - 1;
      const returnB = nowB / lastB - 1;
      lastA = nowA;
      lastB = nowB;
      if (!Number.isFinite(returnA) || !Number.isFinite(returnB)) continue;
      returns[0][count] = returnA;
      returns[1][count] = returnB;
      count += 1;
    }
  }
  return [returns[0].subarray(0, count), returns[1].subarray(0, count)];
}

function pearson(x: Float64Array, y: Float64Array): number {
  const meanX = meanOf(x);
  const meanY = meanOf(y);
  let both = 0;
  let ofX = 0;
  let ofY = 0;
  for (let place = 0; place < x.length; place++) {
    const dx = x[place]! - meanX;
    const dy = y[place]! - meanY;
    both += dx * dy;
    ofX += dx * dx;
    ofY += dy * dy;
  }
  // Rounding leaves a trace of movement in a curve that has none.
  if (isStill(x) || isStill(y)) return Number.NaN;
  return Math.max(-1, Math.min(1, both / Math.sqrt(ofX * ofY)));
}

function isStill(numbers: Float64Array): boolean {
  return numbers.every((number) => number === numbers[0]);
}

function meanOf(numbers: Float64Array): number {
  let sum = 0;
  for (const number of numbers) sum += number;
  return sum / numbers.length;
}
