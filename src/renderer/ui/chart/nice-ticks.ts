/** Round values from `low` to `high`, about `count` of them, in steps of 1, 2 or 5. */
export function niceTicks(low: number, high: number, count: number): number[] {
  const span = high - low;
  if (!(span > 0) || !Number.isFinite(span)) return Number.isFinite(low) ? [low] : [];
  const raw = span / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = power * (raw / power <= 1 ? 1 : raw / power <= 2 ? 2 : raw / power <= 5 ? 5 : 10);
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  // Multiplied, not added up: errors do not grow along the axis.
  return Array.from({ length: last - first + 1 }, (_, at) => {
    const value = (first + at) * step;
    return Number(value.toPrecision(12));
  });
}
