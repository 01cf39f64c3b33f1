/** Of ascending values without NaN, interpolated linearly between the two nearest (numpy's default); NaN of none. */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  if (sorted.length === 0) return Number.NaN;
  const at = share * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(at)] as number, sorted[Math.ceil(at)] as number];
  // Infinite ends have nothing between them.
  if (low === high || !Number.isFinite(low) || !Number.isFinite(high)) {
    return at % 1 < 0.5 ? low : high;
  }
  return low + (high - low) * (at % 1);
}

export function meanOf(values: Float64Array): number {
  if (values.length === 0) return Number.NaN;
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}
