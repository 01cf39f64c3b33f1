import { type ByteSource, skeletonCorrupt } from '../bytes/byte-source.ts';
import { type Output, putBytes } from '../bytes/output.ts';
import type { Dataset } from '../datasets/dataset-columns.ts';
import type { RunTable } from '../datasets/run-table.ts';
import { type PutCell, putStored } from './put-stored.ts';
import { readRawValues } from './raw-values.ts';
import { columnsOfShapes, type RowShape } from './row-shape.ts';
import { readCellNotes } from './stored-column.ts';
import { readRuns } from './tag-runs.ts';
import { columnModes, type Predictors } from './write-table.ts';

/** Rows that can be written as they stood in the document. */
export interface RowWriter {
  count: number;
  /** Writes one row: a map with its keys and cells. */
  put: PutCell;
}

/** Reads what `writeTable` wrote. The row count must be that of the dataset's rows. */
export function readTable(
  source: ByteSource,
  shapes: readonly RowShape[],
  dataset: Dataset | null,
  table: RunTable,
  predictors: Predictors,
): RowWriter {
  const count = source.count(MAX_ROWS);
  if (dataset !== null && count !== table.rows) {
    const what = `expects ${count} rows in ${dataset.name}, which has ${table.rows}`;
    throw skeletonCorrupt(source.position, what);
  }
  const own = readShapes(source, shapes);
  const shapeOf = own.length > 1 ? readRuns(source, count) : new Uint8Array(count);
  const puts = new Map<string, PutCell>();

  const presence = presenceOf(own, shapeOf);
  for (const name of columnsOfShapes(own)) puts.set(name, readPut(name, presence(name)));
  return { count, put: rowPut(own, shapeOf, puts) };

  function readPut(name: string, present: Int32Array): PutCell {
    const mode = source.byte();
    const column = dataset?.byKey.get(name);
    if (mode === columnModes.raw) return putValues(readRawValues(source, present.length), present);
    if (mode === columnModes.predicted) {
      const predict = predictors.get(name) ?? unpredictable(name);
      return putPredicted(readMissed(source, count), predict);
    }
    if (mode === columnModes.stored && column !== undefined) {
      const notes = readCellNotes(source, count, present);
      return putStored(column.kind, table.columns[column.name], notes, column.name);
    }
    const twin = column?.sameAs;
    if (mode === columnModes.same && twin !== undefined && twin !== name) {
      return (out, row) => (puts.get(twin) ?? noTwin)(out, row);
    }
    throw skeletonCorrupt(source.position, `has an unknown mode ${mode} for ${name}`);
  }
}

/** Told to whoever writes the cell: a reader of series goes over tables whose columns it has not read. */
function unpredictable(name: string): PutCell {
  return () => {
    throw skeletonCorrupt(0, `predicts ${name}, which cannot be predicted`);
  };
}

/** More records than a payload of 1 GiB can list. */
const MAX_ROWS = 20_000_000;

const noTwin: PutCell = () => {
  throw skeletonCorrupt(0, 'repeats a field that the record does not have');
};

function readShapes(source: ByteSource, shapes: readonly RowShape[]): RowShape[] {
  const own: RowShape[] = [];
  for (let left = source.count(32); left > 0; left--) {
    const shape = shapes[source.varint()];
    if (shape === undefined) throw skeletonCorrupt(source.position, 'points outside its shapes');
    own.push(shape);
  }
  return own;
}

/** Which rows have a column: the same array for columns that stand in the same shapes. */
function presenceOf(
  shapes: readonly RowShape[],
  shapeOf: Uint8Array,
): (name: string) => Int32Array {
  const known = new Map<string, Int32Array>();
  return (name) => {
    const has = shapes.map((shape) => shape.columns.includes(name));
    const key = has.join();
    const rows = known.get(key) ?? rowsWith(has, shapeOf);
    known.set(key, rows);
    return rows;
  };
}

function rowsWith(has: readonly boolean[], shapeOf: Uint8Array): Int32Array {
  const rows = new Int32Array(shapeOf.length);
  let count = 0;
  for (let row = 0; row < shapeOf.length; row++) if (has[shapeOf[row]!]) rows[count++] = row;
  return rows.subarray(0, count);
}

function putValues(values: readonly Buffer[], present: Int32Array): PutCell {
  const byRow: (Buffer | undefined)[] = [];
  for (let i = 0; i < present.length; i++) byRow[present[i]!] = values[i];
  return (out, row) => {
    const value = byRow[row]!;
    putBytes(out, value, 0, value.length);
  };
}

function readMissed(source: ByteSource, rows: number): Map<number, Buffer> {
  const missed = new Map<number, Buffer>();
  let row = 0;
  for (let left = source.count(rows); left > 0; left--) {
    row += source.varint();
    missed.set(row, source.value());
  }
  return missed;
}

function putPredicted(missed: ReadonlyMap<number, Buffer>, predict: PutCell): PutCell {
  if (missed.size === 0) return predict;
  return (out, row) => {
    const value = missed.get(row);
    if (value === undefined) predict(out, row);
    else putBytes(out, value, 0, value.length);
  };
}

function rowPut(
  shapes: readonly RowShape[],
  shapeOf: Uint8Array,
  puts: ReadonlyMap<string, PutCell>,
): PutCell {
  const cells = shapes.map((shape) => shape.columns.map((name) => puts.get(name)!));
  return (out: Output, row: number) => {
    const shape = shapes[shapeOf[row]!];
    if (shape === undefined) throw skeletonCorrupt(0, `has no shape for row ${row}`);
    const { bytes, ends } = shape;
    const own = cells[shapeOf[row]!]!;
    if (ends.length === 0) putBytes(out, bytes, 0, bytes.length);
    let from = 0;
    for (let i = 0; i < ends.length; i++) {
      putBytes(out, bytes, from, ends[i]!);
      from = ends[i]!;
      own[i]!(out, row);
    }
  };
}
