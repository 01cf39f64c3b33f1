import fc from 'fast-check';
import { expect, it } from 'vitest';
import { polygonTest } from './within-polygon.ts';

const point = fc.tuple(fc.integer({ min: -99, max: 99 }), fc.integer({ min: -99, max: 99 }));

it('finds inside what a count of all crossings finds inside', () => {
  fc.assert(
    fc.property(
      fc.array(point, { minLength: 3, maxLength: 40 }),
      fc.array(point, { minLength: 1, maxLength: 40 }),
      (points, places) => {
        const isWithin = polygonTest(points);
        for (const [x, y] of places) expect(isWithin(x, y)).toBe(crossings(points, x, y) % 2 === 1);
      },
    ),
  );
});

it('has nothing inside of a line without height', () => {
  const isWithin = polygonTest([
    [0, 1],
    [5, 1],
    [9, 1],
  ]);
  expect(isWithin(5, 1)).toBe(false);
});

function crossings(points: readonly (readonly [number, number])[], x: number, y: number): number {
  return points.filter(([toX, toY], at) => {
    const [fromX, fromY] = points.at(at - 1) as [number, number];
    return fromY > y !== toY > y && x < fromX + ((y - fromY) * (toX - fromX)) / (toY - fromY);
  }).length;
}

it('has what has no place nowhere', () => {
  const isWithin = polygonTest([
    [0, 0],
    [9, 0],
    [0, 9],
  ]);
  expect([isWithin(1, Number.NaN), isWithin(Number.NaN, 1), isWithin(1, 1)]).toEqual([
    false,
    false,
    true,
  ]);
});
