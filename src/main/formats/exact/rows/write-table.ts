import type { Cursor } from '../../messagepack/cursor.ts';
import type { ByteSink } from '../bytes/byte-sink.ts';
import { createOutput } from '../bytes/output.ts';
import { type CellSpans, sameBytes } from '../cells/cell-spans.ts';
import type { ColumnCells } from '../cells/column-cells.ts';
import type { Dataset } from '../datasets/dataset-columns.ts';
import type { PutCell } from './put-stored.ts';
import { writeRawValues } from './raw-values.ts';
import type { Rows } from './read-rows.ts';
import { columnsOfShapes } from './row-shape.ts';
import type { ShapeList } from './shape-list.ts';
import { readColumn, writeCellNotes } from './stored-column.ts';
import { writeRuns } from './tag-runs.ts';

/** Where the cells of a column come from when a document is put together again. */
export const columnModes = { stored: 0, raw: 1, same: 2, predicted: 3 } as const;

/** Cells that can be computed, by the field they stand in. */
export type Predictors = ReadonlyMap<string, PutCell>;

/**
 * Takes rows of a document into columns of a dataset. The skeleton gets the shapes and, a column, a mode with
 * what the mode needs; the result is the columns, by name.
 */
export function writeTable(
  sink: ByteSink,
  shapes: ShapeList,
  payload: Cursor,
  rows: Rows,
  dataset: Dataset | null,
  predictors: Predictors,
): Record<string, ColumnCells> {
  const cells: Record<string, ColumnCells> = {};
  sink.varint(rows.count);
  sink.varint(rows.shapes.length);
  for (const shape of rows.shapes) sink.varint(shapes.numberOf(shape));
  if (rows.shapes.length > 1) writeRuns(sink, rows.shapeOf);

  for (const name of columnsOfShapes(rows.shapes)) {
    const spans = rows.columns.get(name)!;
    const column = dataset?.byKey.get(name);
    const predict = predictors.get(name);
    if (predict !== undefined && writePredicted(sink, payload, spans, predict)) continue;
    if (column === undefined) {
      sink.byte(columnModes.raw);
      writeRawValues(sink, payload.bytes, spans);
      continue;
    }
    const twin = column.sameAs === undefined ? undefined : rows.columns.get(column.sameAs);
    if (twin !== undefined && sameCells(payload.bytes, spans, twin)) {
      sink.byte(columnModes.same);
      continue;
    }
    const read = readColumn(column.kind, payload, spans);
    sink.byte(columnModes.stored);
    writeCellNotes(sink, payload, spans, read);
    cells[column.name] = read.cells;
  }
  return cells;
}

function sameCells(bytes: Buffer, spans: CellSpans, twin: CellSpans): boolean {
  for (let row = 0; row < spans.starts.length; row++) {
    const start = spans.starts[row]!;
    if (start < 0) continue;
    const other = twin.starts[row]!;
    const isSame =
      other >= 0 && sameBytes(bytes, start, spans.ends[row]!, bytes, other, twin.ends[row]!);
    if (!isSame) return false;
  }
  return true;
}

/** Writes the rows where the prediction fails; false, with nothing written, when these are more than half. */
function writePredicted(
  sink: ByteSink,
  payload: Cursor,
  spans: CellSpans,
  predict: PutCell,
): boolean {
  const { starts, ends } = spans;
  const out = createOutput(256);
  const missed: number[] = [];
  let present = 0;
  for (let row = 0; row < starts.length; row++) {
    const start = starts[row]!;
    if (start < 0) continue;
    present++;
    out.at = 0;
    predict(out, row);
    if (sameBytes(payload.bytes, start, ends[row]!, out.bytes, 0, out.at)) continue;
    missed.push(row);
    if (missed.length * 2 > starts.length) return false;
  }
  if (missed.length * 2 > present) return false;
  sink.byte(columnModes.predicted);
  sink.varint(missed.length);
  let last = 0;
  for (const row of missed) {
    sink.varint(row - last);
    sink.bytes(payload.bytes.subarray(starts[row]!, ends[row]!));
    last = row;
  }
  return true;
}
