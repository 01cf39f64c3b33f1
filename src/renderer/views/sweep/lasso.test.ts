import { expect, it } from 'vitest';
import { lassoed } from './lasso.ts';

it('takes what lies within the line, also where it is hollow', () => {
  const lasso = {
    isAdding: false,
    points: [
      [0, 0],
      [10, 0],
      [10, 10],
      [6, 10],
      [6, 4],
      [4, 4],
      [4, 10],
      [0, 10],
    ] as [number, number][],
  };
  const dots = { x: [1, 5, 5, 9, 12, 5], y: [9, 2, 8, 9, 5, -1] };
  expect(lassoed(lasso, dots)).toEqual([0, 1, 3]);
});
