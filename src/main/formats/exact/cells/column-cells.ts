/**
 * A column of a dataset as typed values, null where `nulls[row]` is 1. Integers stay below 2^53, times are
 * epoch milliseconds UTC, JSON is text.
 */
export type ColumnCells = NumberCells | TextCells;

export interface NumberCells {
  kind: 'real' | 'integer' | 'time';
  values: Float64Array;
  nulls: Uint8Array | null;
}

export interface TextCells {
  kind: 'text';
  values: (string | null)[];
}

/** How the cells of a document's field become a column; `json` columns hold JSON text. */
export type CellKind = 'real' | 'integer' | 'time' | 'text' | 'json';

/**
 * What a cell was in the document, where its column does not say: kept in the skeleton beside the column.
 * `natural` is the type the column has: a float64 in a real column, an integer in an integer column, text
 * in a text column, an ISO time to the second in a time column, exact JSON in a JSON column.
 */
export const cellTags = {
  natural: 0,
  nil: 1,
  /** The bytes stand in the skeleton; the column holds what can be read of it, or null. */
  literal: 2,
  /** An integer in a real or text column. */
  integer: 3,
  /** A float64 with an integral value in an integer column. */
  float: 4,
  /** A time in `isoStyles[tag - 4]`: 5 to 8. Microseconds beyond the millisecond stand in the skeleton. */
  isoMicros: 5,
  isoNaive: 6,
  isoDate: 7,
  isoBlank: 8,
} as const;

export type CellTag = (typeof cellTags)[keyof typeof cellTags];

export function emptyNumbers(kind: NumberCells['kind'], rows: number): NumberCells {
  return { kind, values: new Float64Array(rows), nulls: new Uint8Array(rows).fill(1) };
}

/** Whether the cell is null, or its column is not there. */
export function isNull(cells: ColumnCells | undefined, row: number): boolean {
  if (cells === undefined) return true;
  if (cells.kind === 'text') return (cells.values[row] ?? null) === null;
  return cells.nulls !== null && cells.nulls[row] === 1;
}

/** A column of plain values, for what a table gets from elsewhere than the document. */
export function cellsOf(
  kind: NumberCells['kind'] | 'text',
  values: readonly (number | string | null)[],
): ColumnCells {
  if (kind === 'text') {
    return { kind, values: values.map((value) => (value === null ? null : String(value))) };
  }
  return {
    kind,
    values: Float64Array.from(values, Number),
    nulls: Uint8Array.from(values, (value) => (value === null ? 1 : 0)),
  };
}
