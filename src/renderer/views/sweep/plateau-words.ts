import type { GridCell, SweepGrid } from '#contract/sweep.ts';

/** How the score is worked out, as the engine does it (`GridCell.plateau`). */
export function plateauDefinition(metric: string, isLowBest: boolean): string {
  const side = isLowBest ? '75th' : '25th';
  return (
    `Plateau score: the ${side} percentile of the cell’s ${metric} and that of its neighbours, up to eight cells one ` +
    'step away on the axes of numbers, diagonals too. A lone peak scores as low as what is around it; on a plateau ' +
    'the score stays near the value. No score where fewer than half of the neighbours have a value.'
  );
}

/** Cells with a score, the best first; of equal ones the better value, then the more rows. */
export function bestPlateaus(grid: SweepGrid, isLowBest: boolean): GridCell[] {
  /** 1: ascending. */
  const sign = isLowBest ? 1 : -1;
  return grid.cells
    .filter(({ plateau }) => plateau !== null)
    .sort(
      (a, b) =>
        compare(numberOf(a.plateau), numberOf(b.plateau), sign) ||
        compare(numberOf(a.value), numberOf(b.value), sign) ||
        b.rows - a.rows,
    );
}

function compare(a: number | null, b: number | null, sign: number): number {
  if (a === b) return 0;
  if (a === null || b === null) return a === null ? 1 : -1;
  return a < b ? -sign : sign;
}

/** Infinities cross as tags. */
export function numberOf(value: number | 'inf' | '-inf' | null): number | null {
  if (value === 'inf') return Infinity;
  return value === '-inf' ? -Infinity : value;
}

/** "ema_fast 5, ema_slow 20" */
export function cellName(
  { x, y }: Pick<SweepGrid, 'x' | 'y'>,
  cell: Pick<GridCell, 'x' | 'y'>,
): string {
  return `${x.name} ${x.steps[cell.x]?.label}, ${y.name} ${y.steps[cell.y]?.label}`;
}
