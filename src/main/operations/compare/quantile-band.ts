import type { Band } from '#contract/compare.ts';
import { wireNumber } from './wire-number.ts';

const shares = { p10: 0.1, p25: 0.25, median: 0.5, p75: 0.75, p90: 0.9 } as const;

/** Quantiles at every place of the axis, over the curves that have a number there. */
export function quantileBand(curves: readonly Float64Array[], places: number): Band {
  const band: Band = { p10: [], p25: [], median: [], p75: [], p90: [], count: [] };
  const numbers = new Float64Array(curves.length);
  for (let place = 0; place < places; place++) {
    let count = 0;
    for (const curve of curves) {
      const number = curve[place]!;
      if (!Number.isNaN(number)) numbers[count++] = number;
    }
    const sorted = numbers.subarray(0, count).sort();
    for (const [name, share] of Object.entries(shares) as [keyof typeof shares, number][]) {
      band[name].push(wireNumber(quantileOf(sorted, share)));
    }
    band.count.push(count);
  }
  return band;
}

/** Between the two nearest of the sorted numbers, as NumPy's default does; NaN of none. */
export function quantileOf(sorted: Float64Array, share: number): number {
  const at = share * (sorted.length - 1);
  const below = sorted[Math.floor(at)] ?? Number.NaN;
  const above = sorted[Math.ceil(at)] ?? below;
  return below + (above - below) * (at - Math.floor(at));
}
