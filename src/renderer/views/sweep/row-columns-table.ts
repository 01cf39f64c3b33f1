import type { ColumnFacts } from '#contract/operations.ts';
import type { RowColumn, RowColumns } from '#contract/sweep.ts';
import type { ChartTableData } from '../../ui/chart/chart-table.tsx';
import { formatCell, formatCount } from '../../ui/format.ts';

/** Rows as a table: the first column their names where they came along, else their numbers. */
export function rowColumnsTable(
  rows: RowColumns,
  columns: readonly ColumnFacts[],
  title: string,
): ChartTableData {
  const names = rows.columns[columns.length];
  const isPart = rows.nos.length < rows.total;
  return {
    caption: isPart
      ? `${title}: ${formatCount(rows.nos.length)} of ${formatCount(rows.total)} rows, evenly taken; filter to have every one`
      : title,
    columns: [
      { label: names === undefined ? 'Row' : 'Name' },
      ...columns.map(({ label }, at) => ({
        // Two columns of a table have two names.
        label: columns.slice(0, at).some((one) => one.label === label)
          ? `${label} (colour)`
          : label,
        isNumber: rows.columns[at]?.kind === 'numbers',
      })),
    ],
    length: rows.nos.length,
    row: (index) => [
      textOf(names, index) ?? String(rows.nos[index]),
      ...columns.map((facts, at) => cellText(facts, rows.columns[at], index)),
    ],
  };
}

export function textOf(column: RowColumn | undefined, row: number): string | null {
  return column?.kind === 'codes' ? (column.values[column.codes[row]!] ?? null) : null;
}

export function cellText(facts: ColumnFacts, column: RowColumn | undefined, row: number): string {
  if (column?.kind === 'codes') return textOf(column, row) ?? '–';
  return formatCell(facts, column?.values[row] ?? null);
}
