/**
 * Rolling mean and variance as pandas 2 and 3 compute them: compensated sums that add and remove one value
 * a step (`roll_mean` and `roll_var` of its window aggregations), operation for operation.
 * NaN where the window holds fewer than `least` values; the input holds no NaN.
 */

export function rollingMean(values: Float64Array, window: number, least: number): Float64Array {
  const means = new Float64Array(values.length).fill(Number.NaN);
  let count = 0;
  let sum = 0;
  let addError = 0;
  let removeError = 0;
  let negatives = 0;
  let repeats = 0;
  let last = values[0] ?? 0;
  for (let i = 0; i < values.length; i++) {
    if (i >= window) {
      const value = values[i - window]!;
      count--;
      const corrected = -value - removeError;
      const total = sum + corrected;
      removeError = total - sum - corrected;
      sum = total;
      if (isNegative(value)) negatives--;
    }
    const value = values[i]!;
    count++;
    const corrected = value - addError;
    const total = sum + corrected;
    addError = total - sum - corrected;
    sum = total;
    if (isNegative(value)) negatives++;
    repeats = value === last ? repeats + 1 : 1;
    last = value;
    if (count < least) continue;
    means[i] = boundedMean(sum / count);
  }
  return means;

  /** A window of one value repeated has that mean, and no rounding may flip the sign of all. */
  function boundedMean(mean: number): number {
    if (repeats >= count) return last;
    if (negatives === 0 && mean < 0) return 0;
    if (negatives === count && mean > 0) return 0;
    return mean;
  }
}

/** Sample variance (n - 1). */
export function rollingVariance(values: Float64Array, window: number, least: number): Float64Array {
  const variances = new Float64Array(values.length).fill(Number.NaN);
  let count = 0;
  let mean = 0;
  let squares = 0;
  let addError = 0;
  let removeError = 0;
  let repeats = 0;
  let last = values[0] ?? 0;
  for (let i = 0; i < values.length; i++) {
    if (i >= window) {
      const value = values[i - window]!;
      count--;
      if (count === 0) {
        mean = 0;
        squares = 0;
      } else {
        const before = mean - removeError;
        const corrected = value - removeError;
        const delta = corrected - mean;
        removeError = delta + mean - corrected;
        mean = mean - delta / count;
        squares = squares - (value - before) * (value - mean);
      }
    }
    const value = values[i]!;
    count++;
    repeats = value === last ? repeats + 1 : 1;
    last = value;
    const before = mean - addError;
    const corrected = value - addError;
    const delta = corrected - mean;
    addError = delta + mean - corrected;
    mean = mean + delta / count;
    squares = squares + (value - before) * (value - mean);
    if (count < least || count < 2) continue;
    variances[i] = repeats >= count ? 0 : squares / (count - 1);
  }
  return variances;
}

function isNegative(value: number): boolean {
  return value < 0 || Object.is(value, -0);
}
