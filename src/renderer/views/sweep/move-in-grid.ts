import type { GridCell, SweepGrid } from '#contract/sweep.ts';

/** The next cell with rows that way; where the row or column of cells ends, the same. Up is towards larger values. */
export function moveInGrid(
  { cells }: Pick<SweepGrid, 'cells'>,
  from: GridCell,
  key: string,
): GridCell {
  const along = (isAcross: boolean) =>
    cells.filter((cell) => (isAcross ? cell.y === from.y : cell.x === from.x));
  const nearest = (list: GridCell[], distance: (cell: GridCell) => number) =>
    list
      .filter((cell) => distance(cell) > 0)
      .reduce<GridCell>(
        (near, cell) => (near === from || distance(cell) < distance(near) ? cell : near),
        from,
      );
  switch (key) {
    case 'ArrowRight':
      return nearest(along(true), (cell) => cell.x - from.x);
    case 'ArrowLeft':
      return nearest(along(true), (cell) => from.x - cell.x);
    case 'ArrowUp':
      return nearest(along(false), (cell) => cell.y - from.y);
    case 'ArrowDown':
      return nearest(along(false), (cell) => from.y - cell.y);
    case 'Home':
      return along(true).reduce((first, cell) => (cell.x < first.x ? cell : first), from);
    case 'End':
      return along(true).reduce((last, cell) => (cell.x > last.x ? cell : last), from);
    default:
      return from;
  }
}
