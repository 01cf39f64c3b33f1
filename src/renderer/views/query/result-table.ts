import type { CellValue } from '#contract/column.ts';
import type { SqlCell, SqlResult } from '#contract/sql.ts';
import type { RowSource, TableRow } from '../../ui/data-table/row-source.ts';
import type { TableColumn, TableSort } from '../../ui/data-table/table-column.ts';

/** A result as a table in memory. */
export interface ResultTable {
  columns: TableColumn[];
  ids: string[];
  rows: TableRow[];
}

const NARROWEST = 72;
const WIDEST = 320;
/** Pixels of a letter, about. */
const LETTER = 7.2;
/** Rows that widths are worked out from. */
const LOOKED_AT = 200;

export function resultTable({ columns, rows }: SqlResult): ResultTable {
  const ids = columns.map(({ name }) => name);
  const at = Object.fromEntries(ids.map((id, index) => [id, index]));
  const some = rows.slice(0, LOOKED_AT);
  return {
    ids,
    rows: rows.map((cells, no) => ({ no, cells: cells.map(plainCell), at })),
    columns: columns.map(({ name, type }, i) => {
      const isNumber = isNumeric(rows, i);
      const longest = Math.max(
        name.length + 2,
        ...some.map((row) => sayCell(row[i] ?? null).length),
      );
      return {
        id: name,
        label: name,
        unit: null,
        meaning: type === '' ? name : `${name}, ${type}`,
        align: isNumber ? 'end' : 'start',
        width: Math.round(Math.min(WIDEST, Math.max(NARROWEST, longest * LETTER + 24))),
        isDescendingFirst: isNumber,
        format: sayCell,
        tone: () => null,
        explain: () => null,
      };
    }),
  };
}

/** Whether a column holds numbers and nothing else. */
export function isNumeric(rows: readonly (readonly SqlCell[])[], at: number): boolean {
  const known = rows.map((row) => row[at]).filter((cell) => cell !== null && cell !== undefined);
  return known.length > 0 && known.every((cell) => typeof cell === 'number');
}

/** As the database gave it; beyond ten digits a number is rounded. What is copied and exported is not. */
export function sayCell(value: SqlCell): string {
  if (value === null) return 'NULL';
  if (typeof value !== 'number' || Number.isInteger(value)) return String(value);
  return String(Number(value.toPrecision(10)));
}

/** Rows in the order asked for; NULL last both ways, equal rows as they came. */
export function resultSource(
  { rows }: ResultTable,
  sort: readonly TableSort[],
  name: string,
): RowSource<TableRow> {
  const ordered = sort.length === 0 ? rows : rows.toSorted((a, b) => compareRows(a, b, sort));
  return {
    order: `${name} ${JSON.stringify(sort)}`,
    load: async (offset, limit) => ({
      version: 1,
      total: ordered.length,
      rows: ordered.slice(offset, offset + limit),
    }),
    numbers: async (offset, limit) => ordered.slice(offset, offset + limit).map(({ no }) => no),
    async locate(no) {
      const index = ordered.findIndex((row) => row.no === no);
      return index < 0 ? null : index;
    },
  };
}

function compareRows(a: TableRow, b: TableRow, sort: readonly TableSort[]): number {
  for (const { column, descending } of sort) {
    const [of, other] = [a, b].map((row) => row.cells[row.at[column] ?? -1] ?? null) as [
      CellValue,
      CellValue,
    ];
    if (of === other) continue;
    if (of === null) return 1;
    if (other === null) return -1;
    const isLess = typeof of === typeof other ? of < other : typeof of === 'number';
    return isLess === descending ? 1 : -1;
  }
  return a.no - b.no;
}

function plainCell(cell: SqlCell): CellValue {
  return typeof cell === 'boolean' ? String(cell) : cell;
}
