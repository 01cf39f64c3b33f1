import type { Candles } from '#contract/run-page.ts';
import { formatCounted, formatTime } from '../../ui/format.ts';
import { placeOfTime, type TradeMark } from './price-marks.ts';

/** "2021-12-04 12:00 UTC: open 46,288, high …, close …; trade 4 closed with a gain", for those who do not see the marks. */
export function sayCandle(
  candles: Candles,
  times: readonly number[],
  trades: readonly TradeMark[],
  place: number,
): string {
  const time = candles.time[place];
  if (time === undefined) return '';
  const price = (values: readonly number[]) => String(values[place]);
  const prices =
    candles.key === null
      ? `order at ${price(candles.close)}`
      : `open ${price(candles.open)}, high ${price(candles.high)}, low ${price(candles.low)}, close ${price(candles.close)}`;
  const isHere = (moment: number | null) =>
    moment !== null && times[placeOfTime(times, moment)] === time;
  const opened = trades.filter(({ openedAt }) => isHere(openedAt)).map(({ no }) => `${no}`);
  const closed = trades
    .filter(({ closedAt }) => isHere(closedAt))
    .map(({ no, netGain }) => `${no} with a ${(netGain ?? 0) < 0 ? 'loss' : 'gain'}`);
  return [
    `${formatTime(time)}: ${prices}`,
    sayTrades('opened', opened),
    sayTrades('closed', closed),
  ]
    .filter((part) => part !== '')
    .join('; ');
}

/** Beyond a few only how many: a candle may join many bars. */
function sayTrades(what: string, names: readonly string[]): string {
  if (names.length === 0) return '';
  if (names.length > 4) return `${formatCounted(names.length, 'trade')} ${what}`;
  return `${what}: trade ${names.join(', ')}`;
}
