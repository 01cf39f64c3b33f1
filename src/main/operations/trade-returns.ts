import type { TradeReturns } from '#contract/run-page.ts';
import type { OpenRun } from './open-run.ts';

/** How the returns of the closed trades are spread. A border of the buckets lies at 0: none mixes gains and losses. */
export async function tradeReturns(run: OpenRun, bins: number): Promise<TradeReturns> {
  const trades = await run.table('trades');
  const { rows } = trades.query({
    filter: 'trade_return IS NOT NULL',
    quick: '',
    sort: [{ column: 'trade_return', descending: false }],
    columns: ['trade_return'],
    offset: 0,
    limit: trades.count,
  });
  const values = rows.flatMap(({ cells: [cell] }) => (typeof cell === 'number' ? [cell] : []));
  return { ...summaryOf(values), bins: binsOf(values, bins) };
}

/** `sorted` ascending. */
function summaryOf(sorted: readonly number[]): Omit<TradeReturns, 'bins'> {
  const count = sorted.length;
  const middle = (sorted[(count - 1) >> 1]! + sorted[count >> 1]!) / 2;
  return {
    count,
    wins: sorted.filter((value) => value > 0).length,
    mean: count === 0 ? null : sorted.reduce((sum, value) => sum + value, 0) / count,
    median: count === 0 ? null : middle,
    best: sorted.at(-1) ?? null,
    worst: sorted[0] ?? null,
  };
}

function binsOf(sorted: readonly number[], wanted: number): TradeReturns['bins'] {
  const [worst, best] = [sorted[0], sorted.at(-1)];
  if (worst === undefined || best === undefined) return [];
  const width = roundWidth((Math.max(best, 0) - Math.min(worst, 0)) / wanted);
  const first = Math.floor(Math.min(worst, 0) / width);
  const last = Math.max(Math.ceil(Math.max(best, 0) / width), first + 1);
  const bins = Array.from({ length: last - first }, (_, place) => ({
    from: (first + place) * width,
    to: (first + place + 1) * width,
    count: 0,
  }));
  for (const value of sorted) {
    const place = Math.floor(value / width) - first;
    bins[Math.min(Math.max(place, 0), bins.length - 1)]!.count += 1;
  }
  return bins;
}

/** 1, 2, 2.5 or 5 of some power of ten, not below what was asked for: borders that can be read. */
function roundWidth(width: number): number {
  if (!(width > 0)) return 0.01;
  const power = 10 ** Math.floor(Math.log10(width));
  return ([1, 2, 2.5, 5].find((step) => step * power >= width) ?? 10) * power;
}
