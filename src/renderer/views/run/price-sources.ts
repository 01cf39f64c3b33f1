import type { PriceSource } from '#contract/run-page.ts';

/** Files of the symbol first, then the others, which may be the same thing by another name, and the run's own orders. */
export function sourcesOf(prices: readonly PriceSource[], symbol: string | null) {
  const there = prices.filter(({ missing }) => missing === null);
  return [
    ...there.filter((one) => one.symbol === symbol),
    ...there.filter((one) => one.symbol === null),
    { key: null, symbol },
  ];
}

/** What is shown before anything is chosen: prices that are surely of the symbol. */
export function usualSource(sources: ReturnType<typeof sourcesOf>): string | null {
  return sources[0]?.symbol === null ? null : (sources[0]?.key ?? null);
}
