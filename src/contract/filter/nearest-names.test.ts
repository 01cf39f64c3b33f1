import { describe, expect, it } from 'vitest';
import { editDistance, nearestNames } from './nearest-names.ts';

describe('edits', () => {
  it.each([
    ['', '', 0],
    ['abc', 'abc', 0],
    ['abc', '', 3],
    ['sharpe', 'shrape', 1],
    ['kitten', 'sitting', 3],
    ['tag', 'tags', 1],
  ])('%j to %j: %d', (a, b, edits) => {
    expect(editDistance(a, b)).toBe(edits);
    expect(editDistance(b, a)).toBe(edits);
  });
});

it('names that hold what was typed count as near', () => {
  expect(nearestNames('drawdown', ['max_drawdown', 'tag', 'calmar_ratio'])).toEqual([
    'max_drawdown',
  ]);
  expect(nearestNames('xyzxyzxyz', ['max_drawdown', 'tag'])).toEqual([]);
});

it('a very long name takes no longer than a short one', () => {
  expect(nearestNames('a'.repeat(16_000), ['tag', 'sharpe_ratio'])).toEqual([]);
});
