import type { ByteSink } from '../bytes/byte-sink.ts';
import { type ByteSource, skeletonCorrupt } from '../bytes/byte-source.ts';
import { type CellSpans, sameBytes } from '../cells/cell-spans.ts';

/**
 * Cells without a column of their own: their distinct values as they stand in the document, then which row
 * has which, as runs. Rows without the cell are left out.
 */
export function writeRawValues(sink: ByteSink, bytes: Buffer, spans: CellSpans): void {
  const { starts, ends } = spans;
  const known = new Map<string, number>();
  const distinct: number[] = [];
  const runs: [index: number, length: number][] = [];
  let last = -1;
  for (let row = 0; row < starts.length; row++) {
    const start = starts[row]!;
    if (start < 0) continue;
    const end = ends[row]!;
    if (last >= 0 && sameBytes(bytes, start, end, bytes, starts[last]!, ends[last]!)) {
      runs.at(-1)![1]++;
      continue;
    }
    last = row;
    const key = bytes.toString('latin1', start, end);
    let index = known.get(key);
    if (index === undefined) {
      index = distinct.length;
      known.set(key, index);
      distinct.push(row);
    }
    runs.push([index, 1]);
  }
  sink.varint(distinct.length);
  for (const row of distinct) sink.bytes(bytes.subarray(starts[row]!, ends[row]!));
  sink.varint(runs.length);
  for (const [index, length] of runs) {
    sink.varint(index);
    sink.varint(length);
  }
}

/** The value of each of `count` rows that have the cell. */
export function readRawValues(source: ByteSource, count: number): Buffer[] {
  const distinct: Buffer[] = [];
  for (let left = source.count(count); left > 0; left--) distinct.push(source.value());
  const values: Buffer[] = [];
  for (let left = source.count(count); left > 0; left--) {
    const value = distinct[source.varint()];
    if (value === undefined) throw skeletonCorrupt(source.position, 'points outside its values');
    for (let times = source.count(count - values.length); times > 0; times--) values.push(value);
  }
  if (values.length !== count) throw skeletonCorrupt(source.position, 'miscounts its values');
  return values;
}
