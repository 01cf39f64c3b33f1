import type { SnapshotValues } from './snapshot-values.ts';

/** The series with one value for every snapshot, as the framework computes them (lossless-lab.md §2). */

/** Fall from the highest value so far, as a fraction at or below 0; 0 where the account is empty. */
export function drawdownOf(values: Float64Array): Float64Array {
  const drawdown = new Float64Array(values.length);
  let highest: number | null = null;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value <= 0) continue;
    if (highest === null || highest <= 0 || value > highest) highest = value;
    drawdown[i] = (value - highest) / highest;
  }
  return drawdown;
}

/** Value over first value, minus 1; null when the first value is 0 (the framework fails there). */
export function cumulativeReturnOf(values: Float64Array): Float64Array | null {
  const first = values[0];
  if (first === 0) return null;
  return values.map((value) => value / first! - 1);
}

/** Time-weighted equity: 1.0 at the start, then grown by every step's return net of cash flow. */
export function timeWeightedEquityOf(snapshots: SnapshotValues): Float64Array {
  const { totalValue, cashFlow } = snapshots;
  const equity = new Float64Array(totalValue.length);
  let level = 1;
  let previous = totalValue[0] ?? 0;
  for (let i = 0; i < equity.length; i++) {
    const value = totalValue[i]!;
    if (i > 0 && previous > 0) level *= 1 + ((value - cashFlow[i]!) / previous - 1);
    equity[i] = level;
    previous = value;
  }
  return equity;
}
