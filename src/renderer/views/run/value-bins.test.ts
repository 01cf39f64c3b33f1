import { expect, it } from 'vitest';
import { binsOf } from './value-bins.ts';

it('counts every value once, the largest in the last bucket', () => {
  const bins = binsOf([0, 1, 2, 2, 4], 0, 4, 4);
  expect(bins.map(({ count }) => count)).toEqual([1, 1, 2, 1]);
});

it('has a bucket for values that are all the same', () => {
  const [bin, ...others] = binsOf([3, 3], 3, 3, 10);
  expect(others).toEqual([]);
  expect(bin).toMatchObject({ count: 2 });
  expect(bin!.to).toBeGreaterThan(bin!.from);
});
