/** Values in buckets of one width from `low` to `high`; a single value has one bucket of its own. */
export function binsOf(
  values: readonly number[],
  low: number,
  high: number,
  count: number,
): { from: number; to: number; count: number }[] {
  const width = high > low ? (high - low) / count : Math.abs(low) * 0.1 || 1;
  const size = high > low ? count : 1;
  const first = high > low ? low : low - width / 2;
  const bins = Array.from({ length: size }, (_, place) => ({
    from: first + place * width,
    to: first + (place + 1) * width,
    count: 0,
  }));
  for (const value of values) {
    const place = Math.floor((value - first) / width);
    bins[Math.min(size - 1, Math.max(0, place))]!.count += 1;
  }
  return bins;
}
