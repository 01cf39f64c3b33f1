import type { GridCell, SweepGrid } from '#contract/sweep.ts';
import type { ChartTableData } from '../../ui/chart/chart-table.tsx';
import { formatCell, formatCount, formatCounted } from '../../ui/format.ts';
import type { RowWords } from '../runs/row-words.ts';
import { cellName } from './plateau-words.ts';

/** How a metric is named and written. */
export type MetricWords = Parameters<typeof formatCell>[0] & { label: string };

/** Everything there is to say of a cell, the first line its name. */
export function tellCell(
  grid: SweepGrid,
  cell: GridCell,
  column: MetricWords,
  aggregate: string,
  words: RowWords,
): string[] {
  const { rows, filled, value, plateau, neighbours, selected } = cell;
  return [
    cellName(grid, cell),
    `${column.label}, ${aggregate}: ${formatCell(column, value)}`,
    `Plateau score: ${formatCell(column, plateau)} (${formatCounted(neighbours, 'neighbour')})`,
    `${formatCounted(rows, ...words)}${filled < rows ? `, ${formatCount(rows - filled)} without a value` : ''}`,
    ...(selected > 0 ? [`${formatCount(selected)} selected`] : []),
  ];
}

export function heatTable(grid: SweepGrid, column: MetricWords, words: RowWords): ChartTableData {
  return {
    caption: `${column.label} by ${grid.x.name} and ${grid.y.name}`,
    columns: [
      { label: grid.x.name },
      { label: grid.y.name },
      { label: column.label, isNumber: true },
      { label: 'Plateau score', isNumber: true },
      { label: `Number of ${words[1]}`, isNumber: true },
      { label: 'Selected', isNumber: true },
    ],
    length: grid.cells.length,
    row: (index) => {
      const { x, y, value, plateau, rows, selected } = grid.cells[index]!;
      return [
        grid.x.steps[x]?.label ?? '',
        grid.y.steps[y]?.label ?? '',
        formatCell(column, value),
        formatCell(column, plateau),
        formatCount(rows),
        formatCount(selected),
      ];
    },
  };
}
