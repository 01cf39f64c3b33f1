import { expect, it } from 'vitest';
import { cornersOf, MARKS_AT_MOST, markLook, markShapes } from './mark-shape.ts';

it('gives each of 24 groups a look of its own', () => {
  const looks = Array.from({ length: MARKS_AT_MOST }, (_, place) => {
    const { series, shape } = markLook(place);
    return `${series} ${shape}`;
  });
  expect(new Set(looks).size).toBe(MARKS_AT_MOST);
});

it('draws every shape about as large as the disc, so that none weighs more', () => {
  for (const shape of markShapes) {
    const corners = cornersOf(shape, 10);
    if (corners === null) continue;
    const area = corners.reduce((sum, [x, y], at) => {
      const [toX, toY] = corners[(at + 1) % corners.length]!;
      return sum + (x * toY - toX * y) / 2;
    }, 0);
    expect(Math.abs(area) / (Math.PI * 100)).toBeGreaterThan(0.8);
    expect(Math.abs(area) / (Math.PI * 100)).toBeLessThan(1.2);
  }
});
