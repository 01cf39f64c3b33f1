import type { CellValue } from '#contract/column.ts';
import type { Candles } from '#contract/run-page.ts';

/** A trade as it is drawn on the price. */
export interface TradeMark {
  no: number;
  side: string | null;
  openedAt: number;
  closedAt: number | null;
  openPrice: number | null;
  closePrice: number | null;
  netGain: number | null;
}

export const markColumns = [
  'trade_no',
  'side',
  'opened_at',
  'closed_at',
  'open_price',
  'close_price',
  'net_gain',
];

/** Null for a row without a time. */
export function markOf(cells: readonly CellValue[]): TradeMark | null {
  const [no, side, openedAt, closedAt, openPrice, closePrice, netGain] = cells;
  if (typeof openedAt !== 'number') return null;
  return {
    no: Number(no),
    side: typeof side === 'string' ? side : null,
    openedAt,
    closedAt: numberOf(closedAt),
    openPrice: numberOf(openPrice),
    closePrice: numberOf(closePrice),
    netGain: numberOf(netGain),
  };
}

/** Candles whose times are all different, the last of equal ones: two orders of one instant are one. */
export function withoutRepeats(candles: Candles): number[] {
  return candles.time.flatMap((time, place) => (candles.time[place + 1] === time ? [] : [place]));
}

/** Where a moment lies among ascending times: the last that is not after it, and the first for what is before all. */
export function placeOfTime(times: readonly number[], moment: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle]! <= moment) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}

/** Whether a moment lies where there are prices: within the candles, the last one's own time included. */
export function isCovered(times: readonly number[], moment: number): boolean {
  const [first, second = first, last] = [times[0], times[1], times.at(-1)];
  if (first === undefined || second === undefined || last === undefined) return false;
  return moment >= first && moment <= last + Math.max(0, second - first);
}

function numberOf(value: CellValue | undefined): number | null {
  return typeof value === 'number' ? value : null;
}
