import { expect, it } from 'vitest';
import { dotAt, scatterDots, scatterFrame } from './scatter-picture.ts';

const dots = scatterDots({
  version: 1,
  total: 5,
  nos: [11, 12, 13, 14, 15],
  columns: [
    { kind: 'numbers', values: [0, 10, null, 5, 7] },
    { kind: 'numbers', values: [-1, 1, 0, 'inf', 0] },
    { kind: 'codes', codes: [0, -1, 1, 0, 1], values: ['1d', '4h'] },
  ],
});

it('has a dot for every row with two finite values, and counts the others', () => {
  expect([...dots.nos]).toEqual([11, 12, 15]);
  expect([...dots.from]).toEqual([0, 1, 4]);
  expect(dots.without).toBe(2);
  expect([...dots.colour]).toEqual([0, Number.NaN, 1]);
  expect(dots.range.colour).toEqual([0, 1]);
});

it('leads from values to pixels and back', () => {
  const frame = scatterFrame(dots, { width: 600, height: 400 });
  expect(frame.fromX(frame.toX(7))).toBeCloseTo(7, 9);
  expect(frame.fromY(frame.toY(-1))).toBeCloseTo(-1, 9);
  expect(frame.toY(1)).toBeLessThan(frame.toY(-1));
});

it('finds the dot under the pointer, and none beyond its reach', () => {
  const frame = scatterFrame(dots, { width: 600, height: 400 });
  const [left, top] = [frame.toX(10), frame.toY(1)];
  expect(dotAt(dots, frame, left + 3, top - 3, 8)).toBe(1);
  expect(dotAt(dots, frame, left + 9, top, 8)).toBe(-1);
});

it('draws a single value in the middle', () => {
  const one = scatterDots({
    version: 1,
    total: 1,
    nos: [1],
    columns: [
      { kind: 'numbers', values: [3] },
      { kind: 'numbers', values: [0] },
      { kind: 'numbers', values: [null] },
    ],
  });
  const frame = scatterFrame(one, { width: 600, height: 400 });
  expect(frame.toX(3)).toBeCloseTo((frame.toX(one.range.x[0]) + frame.toX(one.range.x[1])) / 2, 6);
  expect(one.range.colour).toBeNull();
});
