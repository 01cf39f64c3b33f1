import type { CellValue } from '#contract/column.ts';

/** What the table needs to know of a row. */
export interface TableRow {
  /** Stays the same while the row exists, wherever it stands. */
  no: number;
  cells: readonly CellValue[];
  /** Where in `cells` a column is; shared by the rows of an answer. */
  at: Readonly<Record<string, number>>;
}

export interface RowWindow<Row> {
  /** Of the data; grows when rows are added, changed or removed. */
  version: number;
  /** Rows of the whole query. */
  total: number;
  rows: readonly Row[];
}

/** Rows of one query, in its order. A new object is a new query. */
export interface RowSource<Row extends TableRow> {
  /** Which rows in which order, columns apart: as long as it is the same, rows stay where they are. */
  order: string;
  load: (offset: number, limit: number) => Promise<RowWindow<Row>>;
  /** Only the numbers of rows, for selecting many. */
  numbers: (offset: number, limit: number) => Promise<number[]>;
  /** Where a row stands, or null when the query does not find it. */
  locate: (no: number) => Promise<number | null>;
}

export function cellOf(row: TableRow, column: string): CellValue | undefined {
  const index = row.at[column];
  return index === undefined ? undefined : row.cells[index];
}
