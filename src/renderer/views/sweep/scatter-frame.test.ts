import fc from 'fast-check';
import { expect, it } from 'vitest';
import { placeDots, REACH, scatterFrame } from './scatter-frame.ts';

const frame = scatterFrame(
  { range: { x: [0, 10], y: [-2, 2] }, paint: { kind: 'scale', range: null } },
  { width: 600, height: 400 },
);

it('leads from values to pixels and back', () => {
  expect(frame.fromX(frame.toX(7))).toBeCloseTo(7, 9);
  expect(frame.fromY(frame.toY(-1))).toBeCloseTo(-1, 9);
  expect(frame.toY(1)).toBeLessThan(frame.toY(-1));
});

it('finds the dot that a look at every dot finds, and none beyond its reach', () => {
  const place = fc.tuple(
    fc.double({ min: 0, max: 10, noNaN: true }),
    fc.double({ min: -2, max: 2, noNaN: true }),
  );
  fc.assert(
    fc.property(
      fc.array(place, { maxLength: 300 }),
      fc.array(place, { minLength: 1, maxLength: 20 }),
      (dots, pointers) => {
        const placed = placeDots(
          { x: Float64Array.from(dots, ([x]) => x), y: Float64Array.from(dots, ([, y]) => y) },
          frame,
        );
        for (const [x, y] of pointers) {
          const [left, top] = [frame.toX(x), frame.toY(y)];
          const distances = dots.map((_, at) =>
            Math.hypot(placed.x[at]! - left, placed.y[at]! - top),
          );
          const nearest = Math.min(Infinity, ...distances);
          const found = placed.nearest(left, top);
          if (nearest > REACH) expect(found).toBe(-1);
          else expect(distances[found]).toBe(nearest);
        }
      },
    ),
    { numRuns: 50 },
  );
});
