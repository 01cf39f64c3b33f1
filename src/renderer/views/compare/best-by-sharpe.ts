import type { ComparedRun } from '#contract/compare.ts';

/** Places of the runs with the highest Sharpe, and of all others; without one, last; of equals the first. */
export function bestBySharpe(
  runs: readonly (ComparedRun | null)[],
  count: number,
): { best: number[]; others: number[] } {
  const sharpe = (place: number) => {
    const value = runs[place]?.values.sharpe_ratio;
    if (value === 'inf') return Number.POSITIVE_INFINITY;
    return typeof value === 'number' ? value : Number.NEGATIVE_INFINITY;
  };
  const order = runs
    .map((_, place) => place)
    .sort((a, b) => (sharpe(a) === sharpe(b) ? a - b : sharpe(b) - sharpe(a)));
  return { best: order.slice(0, count), others: order.slice(count) };
}
