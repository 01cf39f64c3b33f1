import { describe, expect, it } from 'vitest';
import { curveOf } from './curve.ts';

const series = (time: number[], value: number[], isNull: number[] | null = null) => ({
  name: 'equity_curve' as const,
  time: Float64Array.from(time),
  value: Float64Array.from(value),
  isNull: isNull && Uint8Array.from(isNull),
});

const pairs = (...of: Parameters<typeof series>) => {
  const { time, value } = curveOf(series(...of));
  return Array.from(time, (instant, place) => [instant, value[place]]);
};

describe('a curve of a stored series', () => {
  it('has its points as they are where they are in order', () => {
    expect(pairs([1, 2, 5], [10, 20, 50])).toEqual([
      [1, 10],
      [2, 20],
      [5, 50],
    ]);
  });

  it('has the last of several points at one instant, in order or not', () => {
    const expected = [
      [1, 11],
      [2, 21],
    ];
    expect(pairs([1, 1, 2, 2], [10, 11, 20, 21])).toEqual(expected);
    expect(pairs([2, 1, 2, 1], [20, 10, 21, 11])).toEqual(expected);
  });

  it('leaves out what has no time, and keeps as a gap what has no number', () => {
    expect(
      pairs([Number.NaN, 3, 1, 2], [0, 30, Number.POSITIVE_INFINITY, 20], [0, 0, 0, 1]),
    ).toEqual([
      [1, Number.NaN],
      [2, Number.NaN],
      [3, 30],
    ]);
    expect(pairs([Number.NaN], [1])).toEqual([]);
    expect(pairs([], [])).toEqual([]);
  });
});
