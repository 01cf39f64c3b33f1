import type { Cursor } from '../../messagepack/cursor.ts';
import type { ByteSink } from '../bytes/byte-sink.ts';
import type { ByteSource } from '../bytes/byte-source.ts';
import type { CellSpans } from '../cells/cell-spans.ts';
import { type CellKind, cellTags } from '../cells/column-cells.ts';
import { type ReadColumn, readIntegers, readReals } from '../cells/read-numbers.ts';
import { readJson, readTexts, readTimes } from '../cells/read-texts.ts';
import { allNatural, readRuns, writeRuns } from './tag-runs.ts';

/** What the skeleton says of a column whose values stand in a dataset. Indexed by row. */
export interface CellNotes {
  /** Null when every cell has the column's own type. */
  tags: Uint8Array | null;
  literals: ReadonlyMap<number, Buffer>;
  /** Microseconds beyond the millisecond, 0 to 999. */
  micros: ReadonlyMap<number, number>;
}

/** Reads a column's cells from a document. */
export function readColumn(
  kind: CellKind,
  payload: Cursor,
  spans: CellSpans,
): ReadColumn & { micros?: number[] } {
  switch (kind) {
    case 'real':
      return readReals(payload, spans);
    case 'integer':
      return readIntegers(payload, spans);
    case 'time':
      return readTimes(payload, spans);
    case 'text':
      return readTexts(payload, spans);
    case 'json':
      return readJson(payload, spans);
  }
}

/** Writes what the column itself does not say: nothing, or tags with the cells that it cannot hold. */
export function writeCellNotes(
  sink: ByteSink,
  payload: Cursor,
  spans: CellSpans,
  column: ReadColumn & { micros?: number[] },
): void {
  const { starts, ends } = spans;
  const { tags } = column;
  if (allNatural(tags, starts)) {
    sink.byte(0);
    return;
  }
  sink.byte(1);
  writeRuns(
    sink,
    tags.filter((_, row) => starts[row]! >= 0),
  );
  for (let row = 0; row < tags.length; row++) {
    if (starts[row]! < 0 || tags[row] !== cellTags.literal) continue;
    sink.bytes(payload.bytes.subarray(starts[row]!, ends[row]!));
  }
  for (const micros of column.micros ?? []) {
    sink.byte(micros & 255);
    sink.byte(micros >> 8);
  }
}

/** Reads what `writeCellNotes` wrote; `present` are the rows that have the cell. */
export function readCellNotes(source: ByteSource, rows: number, present: Int32Array): CellNotes {
  const literals = new Map<number, Buffer>();
  const micros = new Map<number, number>();
  if (source.byte() === 0) return { tags: null, literals, micros };
  const runs = readRuns(source, present.length);
  const tags = new Uint8Array(rows);
  for (let i = 0; i < present.length; i++) tags[present[i]!] = runs[i]!;
  for (const row of present) if (tags[row] === cellTags.literal) literals.set(row, source.value());
  for (const row of present) {
    if (tags[row] !== cellTags.isoMicros) continue;
    const low = source.byte();
    micros.set(row, low | (source.byte() << 8));
  }
  return { tags, literals, micros };
}
