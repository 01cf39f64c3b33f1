import { expect, it } from 'vitest';
import { niceTicks } from './nice-ticks.ts';

it.each([
  [0, 10, 5, [0, 2, 4, 6, 8, 10]],
  [-0.31, 0.29, 4, [-0.2, 0, 0.2]],
  [1e-7, 3e-7, 2, [1e-7, 2e-7, 3e-7]],
  [995, 1005, 5, [996, 998, 1000, 1002, 1004]],
  [3, 3, 5, [3]],
])('divides %d to %d by about %d', (low, high, count, ticks) => {
  expect(niceTicks(low, high, count)).toEqual(ticks);
});

it('has nothing to divide without a finite span', () => {
  expect(niceTicks(-Infinity, Infinity, 5)).toEqual([]);
});
