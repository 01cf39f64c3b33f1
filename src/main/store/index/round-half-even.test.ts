import { expect, it } from 'vitest';
import { roundHalfEven } from './round-half-even.ts';

/** What Python 3.11 gives for round(value, 6). */
it.each([
  [0.0078125, 0.007812],
  [0.0234375, 0.023438],
  [-0.0078125, -0.007812],
  [1.0078125, 1.007812],
  [2.0234375, 2.023438],
  [123456.9921875, 123456.992188],
  [2.675, 2.675],
  [0.1234565, 0.123456],
  [0.1234575, 0.123457],
  [1e-7, 0],
  [5e-7, 0],
  [12.1793971, 12.179397],
  [0, 0],
  [1e300, 1e300],
  [4503599627370497, 4503599627370497],
  [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY],
])('%d rounds to %d', (value, expected) => {
  expect(roundHalfEven(value, 6)).toBe(expected);
});
