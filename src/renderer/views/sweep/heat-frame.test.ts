import { expect, it } from 'vitest';
import type { SweepAxis, SweepGrid } from '#contract/sweep.ts';
import { boxOf, heatAt, heatFrame } from './heat-frame.ts';

const axis = (name: string, labels: string[]): SweepAxis => ({
  name,
  kind: 'numbers',
  distinct: labels.length,
  isInRanges: false,
  steps: labels.map((label) => ({ label, low: null, high: null, filter: '', count: 1 })),
});
const cell = (x: number, y: number) => ({
  ...{ x, y, rows: 1, filled: 1, value: 1, plateau: null, neighbours: 0, selected: 0 },
});
const grid: Pick<SweepGrid, 'x' | 'y' | 'cells'> = {
  x: axis('ema_fast', ['5', '8', '12']),
  y: axis('ema_slow', ['20', '50']),
  cells: [cell(0, 0), cell(2, 1)],
};
const frame = heatFrame(grid, { width: 800, height: 400 });

it('finds each cell in the middle of its box, and nothing where no row is', () => {
  for (const one of grid.cells) {
    const { x, y, width, height } = boxOf(frame, one);
    expect(heatAt(grid, frame, x + width / 2, y + height / 2)).toEqual({ cell: one });
  }
  const empty = boxOf(frame, cell(1, 0));
  expect(heatAt(grid, frame, empty.x + 2, empty.y + 2)).toBeNull();
});

it('has large values above small ones', () => {
  expect(boxOf(frame, cell(0, 1)).y).toBeLessThan(boxOf(frame, cell(0, 0)).y);
});

it('tells the names that stand beside the cells', () => {
  const { x, y, height } = boxOf(frame, cell(2, 0));
  expect(heatAt(grid, frame, x + 5, y + height + 8)).toEqual({ name: '12' });
  expect(heatAt(grid, frame, x + 5, y + height + 30)).toEqual({ name: 'ema_fast' });
  expect(heatAt(grid, frame, frame.left - 5, y + 5)).toEqual({ name: '20' });
  expect(heatAt(grid, frame, 5, y + 5)).toEqual({ name: 'ema_slow' });
  expect(heatAt(grid, frame, frame.right + 9, y + 5)).toBeNull();
});
