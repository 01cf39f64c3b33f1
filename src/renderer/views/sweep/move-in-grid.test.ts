import { expect, it } from 'vitest';
import type { GridCell } from '#contract/sweep.ts';
import { moveInGrid } from './move-in-grid.ts';

const cell = (x: number, y: number): GridCell => ({
  x,
  y,
  rows: 1,
  filled: 1,
  value: 1,
  plateau: null,
  neighbours: 0,
  selected: 0,
});
/** A hole at 1/0. */
const cells = [cell(0, 0), cell(2, 0), cell(0, 1), cell(1, 1), cell(2, 1)];
const move = (from: GridCell, key: string) => {
  const { x, y } = moveInGrid({ cells }, from, key);
  return [x, y];
};

it('walks over holes to the next cell with rows', () => {
  expect(move(cells[0]!, 'ArrowRight')).toEqual([2, 0]);
  expect(move(cells[1]!, 'ArrowLeft')).toEqual([0, 0]);
});

it('goes up towards larger values, as the axis does', () => {
  expect(move(cells[0]!, 'ArrowUp')).toEqual([0, 1]);
  expect(move(cells[4]!, 'ArrowDown')).toEqual([2, 0]);
});

it('stays at the edges', () => {
  expect(move(cells[1]!, 'ArrowRight')).toEqual([2, 0]);
  expect(move(cells[3]!, 'ArrowDown')).toEqual([1, 1]);
});

it('reaches both ends of a row at once', () => {
  expect(move(cells[3]!, 'End')).toEqual([2, 1]);
  expect(move(cells[3]!, 'Home')).toEqual([0, 1]);
});
