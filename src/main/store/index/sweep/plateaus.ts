import { quantile } from './quantile.ts';

/** Cells of a grid, row by row; NaN where there is no value. */
export interface GridValues {
  width: number;
  height: number;
  values: Float64Array;
  /** Words have no neighbours. */
  hasStepsX: boolean;
  hasStepsY: boolean;
}

export interface Plateau {
  /** NaN when too few neighbours have a value. */
  score: number;
  neighbours: number;
}

/**
 * How good the surroundings of a cell are, in the unit of the metric: the quartile on the bad side of its own value
 * and those of its neighbours, cells one step away on an axis of numbers or on both. A lone peak among bad
 * cells scores as they do; on a plateau the score stays near the value. Half of the neighbours that there is room
 * for have to have a value, and one at least.
 */
export function plateauAt(grid: GridValues, x: number, y: number, isLowBest: boolean): Plateau {
  const own = grid.values[y * grid.width + x] as number;
  let room = 0;
  const values = [own];
  for (const row of grid.hasStepsY ? [y - 1, y, y + 1] : [y]) {
    for (const column of grid.hasStepsX ? [x - 1, x, x + 1] : [x]) {
      const isOutside = row < 0 || row >= grid.height || column < 0 || column >= grid.width;
      if (isOutside || (row === y && column === x)) continue;
      room += 1;
      const value = grid.values[row * grid.width + column] as number;
      if (!Number.isNaN(value)) values.push(value);
    }
  }
  const neighbours = values.length - 1;
  if (Number.isNaN(own) || neighbours === 0 || neighbours * 2 < room) {
    return { score: Number.NaN, neighbours };
  }
  values.sort((a, b) => a - b);
  return { score: quantile(values, isLowBest ? 0.75 : 0.25), neighbours };
}
