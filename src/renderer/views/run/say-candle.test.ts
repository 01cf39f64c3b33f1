import { expect, it } from 'vitest';
import type { Candles } from '#contract/run-page.ts';
import { sayCandle } from './say-candle.ts';

const days = [4, 5, 6].map((day) => Date.UTC(2021, 11, day));
const candles: Candles = {
  key: 'BTC/EUR@1d',
  total: 3,
  barsPerCandle: 1,
  time: days,
  open: [10, 11, 12],
  high: [11, 12, 13],
  low: [9, 10, 11],
  close: [11, 12, 11.5],
  volume: [1, 1, 1],
};
const trade = {
  no: 4,
  side: 'long',
  openedAt: days[0]!,
  closedAt: days[2]! + 3_600_000,
  openPrice: 10,
  closePrice: 11,
  netGain: -1,
};

it('a candle says its prices and the trades that were opened and closed in it', () => {
  expect(sayCandle(candles, days, [trade], 0)).toBe(
    '2021-12-04 00:00 UTC: open 10, high 11, low 9, close 11; opened: trade 4',
  );
  expect(sayCandle(candles, days, [trade], 2)).toMatch(/close 11.5; closed: trade 4 with a loss$/);
  expect(sayCandle(candles, days, [trade], 1)).not.toContain('trade');
});

it('a price of the run itself is that of an order, and many trades are counted', () => {
  const many = Array.from({ length: 5 }, (_, no) => ({ ...trade, no }));

  expect(sayCandle({ ...candles, key: null }, days, many, 0)).toBe(
    '2021-12-04 00:00 UTC: order at 11; 5 trades opened',
  );
});
