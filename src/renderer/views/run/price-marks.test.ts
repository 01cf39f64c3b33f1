import { describe, expect, it } from 'vitest';
import type { Candles } from '#contract/run-page.ts';
import { isCovered, markOf, placeOfTime, withoutRepeats } from './price-marks.ts';

describe('where a moment lies among candles', () => {
  const times = [10, 20, 30];

  it.each([
    [5, 0],
    [10, 0],
    [19, 0],
    [20, 1],
    [99, 2],
  ])('%i is in candle %i', (moment, place) => {
    expect(placeOfTime(times, moment)).toBe(place);
  });
});

it('takes two prices of one instant for one, the later', () => {
  const one = [1, 2, 3, 4];
  const candles: Candles = {
    key: null,
    total: 4,
    barsPerCandle: 1,
    time: [10, 20, 20, 30],
    open: one,
    high: one,
    low: one,
    close: one,
    volume: one,
  };
  expect(withoutRepeats(candles)).toEqual([0, 2, 3]);
});

it('draws no trade that has no time', () => {
  expect(markOf([1, 'long', null, null, 5, null, null])).toBeNull();
  expect(markOf([1, 'long', 10, null, 5, null, 'inf'])).toMatchObject({ no: 1, netGain: null });
});

it.each([
  [9, false],
  [10, true],
  [39, true],
  [41, false],
])('at %i prices are there: %s', (moment, isThere) => {
  expect(isCovered([10, 20, 30], moment)).toBe(isThere);
});
