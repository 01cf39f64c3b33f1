import { expect, it } from 'vitest';
import type { GridCell, SweepGrid } from '#contract/sweep.ts';
import { bestPlateaus, cellName, plateauDefinition } from './plateau-words.ts';

const cell = (x: number, plateau: GridCell['plateau'], value: GridCell['value'] = 1): GridCell => ({
  x,
  y: 0,
  rows: 1,
  filled: 1,
  value,
  plateau,
  neighbours: 3,
  selected: 0,
});
const axis = (name: string, labels: string[]): SweepGrid['x'] => ({
  name,
  kind: 'numbers',
  distinct: labels.length,
  isInRanges: false,
  steps: labels.map((label) => ({ label, low: null, high: null, filter: '', count: 1 })),
});
const grid: SweepGrid = {
  version: 1,
  x: axis('fast', ['5', '8', '12', '20', '30']),
  y: axis('slow', ['21']),
  cells: [cell(0, 0.5), cell(1, null), cell(2, '-inf'), cell(3, 0.9), cell(4, 0.5, 2)],
  total: 5,
  missing: 0,
  leftOut: 0,
};

it('ranks by the score, then by the value, and leaves out what has none', () => {
  expect(bestPlateaus(grid, false).map(({ x }) => x)).toEqual([3, 4, 0, 2]);
});

it('ranks the other way round where little is good', () => {
  expect(bestPlateaus(grid, true).map(({ x }) => x)).toEqual([2, 0, 4, 3]);
});

it('names a cell by both of its values', () => {
  expect(cellName(grid, { x: 2, y: 0 })).toBe('fast 12, slow 21');
});

it('says which side of the neighbours counts', () => {
  expect(plateauDefinition('Sharpe', false)).toContain('the 25th percentile');
  expect(plateauDefinition('Volatility', true)).toContain('the 75th percentile');
});
