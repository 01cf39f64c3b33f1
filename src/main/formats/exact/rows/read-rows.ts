import type { Cursor } from '../../messagepack/cursor.ts';
import { skipValue } from '../../messagepack/skip-value.ts';
import { type CellSpans, createCellSpans, sameBytes } from '../cells/cell-spans.ts';
import { type RowShape, readShape } from './row-shape.ts';

/** A list of maps of a payload taken apart: the cells of every column, and the shapes of the rows. */
export interface Rows {
  count: number;
  shapes: RowShape[];
  /** Shape of each row. */
  shapeOf: Uint8Array;
  /** In order of first appearance. */
  columns: Map<string, CellSpans>;
  /** The whole rows. */
  spans: CellSpans;
}

/** A list whose rows have more shapes than this is left as it is. */
const MAX_SHAPES = 32;

/**
 * Takes apart `count` values from the cursor on, which moves behind them. Null when one is no map or the shapes
 * are too many. The payload must have been walked by `skipValue` before.
 */
export function readRows(payload: Cursor, count: number): Rows | null {
  const rows: Rows = {
    count,
    shapes: [],
    shapeOf: new Uint8Array(count),
    columns: new Map(),
    spans: createCellSpans(count),
  };
  /** Per shape, where the cells of its columns go. */
  const targets: CellSpans[][] = [];
  let shape = 0;
  for (let row = 0; row < count; row++) {
    const start = payload.position;
    rows.spans.starts[row] = start;
    if (!readAsShape(payload, row, rows.shapes[shape], targets[shape])) {
      for (const column of rows.columns.values()) column.starts[row] = -1;
      payload.position = start;
      shape = findShape(payload, rows, targets);
      if (shape === -1) return null;
      payload.position = start;
      readAsShape(payload, row, rows.shapes[shape], targets[shape]);
    }
    rows.shapeOf[row] = shape;
    rows.spans.ends[row] = payload.position;
  }
  return rows;
}

function readAsShape(
  payload: Cursor,
  row: number,
  shape: RowShape | undefined,
  targets: CellSpans[] | undefined,
): boolean {
  if (shape === undefined || targets === undefined) return false;
  const { bytes } = payload;
  const { ends, bytes: keys } = shape;
  if (ends.length === 0) {
    const end = payload.position + keys.length;
    if (!sameBytes(bytes, payload.position, end, keys, 0, keys.length)) return false;
    payload.position = end;
    return true;
  }
  let from = 0;
  let at = payload.position;
  for (let i = 0; i < ends.length; i++) {
    const end = ends[i]!;
    for (let k = from; k < end; k++) if (bytes[at + k - from] !== keys[k]) return false;
    at += end - from;
    from = end;
    const target = targets[i]!;
    target.starts[row] = at;
    at = endOfValue(payload, at);
    target.ends[row] = at;
  }
  payload.position = at;
  return true;
}

/** Index of the shape of the row at the cursor, added when new; -1 when it is none of ours. */
function findShape(payload: Cursor, rows: Rows, targets: CellSpans[][]): number {
  const token = payload.bytes[payload.position]!;
  if ((token & 0xf0) !== 0x80 && token !== 0xde && token !== 0xdf) return -1;
  const shape = readShape(payload, () => skipValue(payload));
  if (shape === null) return -1;
  const { bytes } = shape;
  const known = rows.shapes.findIndex((other) =>
    sameBytes(other.bytes, 0, other.bytes.length, bytes, 0, bytes.length),
  );
  if (known !== -1) return known;
  if (rows.shapes.length === MAX_SHAPES) return -1;
  rows.shapes.push(shape);
  targets.push(
    shape.columns.map((name) => {
      const column = rows.columns.get(name) ?? createCellSpans(rows.count);
      rows.columns.set(name, column);
      return column;
    }),
  );
  return rows.shapes.length - 1;
}

/** Where the value at `at` ends; the common scalars without a call. */
function endOfValue(payload: Cursor, at: number): number {
  const token = payload.bytes[at]!;
  if (token === 0xcb) return at + 9;
  if (token < 0x80 || token === 0xc0 || token >= 0xe0) return at + 1;
  if (token >= 0xa0 && token < 0xc0) return at + 1 + (token & 31);
  if (token === 0xd9) return at + 2 + payload.bytes[at + 1]!;
  if (token === 0x80 || token === 0x90 || token === 0xc2 || token === 0xc3) return at + 1;
  payload.position = at;
  skipValue(payload);
  return payload.position;
}
