import type { Column } from '#contract/column.ts';
import type { ChartTableData } from '../../ui/chart/chart-table.tsx';
import { formatCell, unitLabel } from '../../ui/format.ts';
import type { FigureGroup } from './figure-rows.ts';
import { columnName, type RunLabel } from './run-labels.ts';

/** The figures as they are shown, without their differences: to be copied and saved. `columns`: places of runs. */
export function figureTable(
  groups: readonly FigureGroup[],
  columns: readonly number[],
  labels: readonly RunLabel[],
): ChartTableData {
  const rows = groups.flatMap((group) => group.rows);
  return {
    caption: 'Parameters and metrics',
    columns: [
      { label: 'Figure' },
      ...columns.map((place) => ({ label: columnName(place, labels), isNumber: true })),
    ],
    length: rows.length,
    row(index) {
      const { column, values } = rows[index]!;
      const cells = columns.map((place) => formatCell(column, values[place] ?? null));
      return [`${column.label}${unitOf(column)}`, ...cells];
    },
  };
}

/** A label that ends with its unit says it already. */
export function unitOf(column: Column): string {
  const unit = unitLabel(column);
  return unit === null || column.label.endsWith(unit) ? '' : ` ${unit}`;
}
