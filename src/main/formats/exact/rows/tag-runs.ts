import type { ByteSink } from '../bytes/byte-sink.ts';
import { type ByteSource, skeletonCorrupt } from '../bytes/byte-source.ts';
import { cellTags } from '../cells/column-cells.ts';

/** Writes numbers below 128 as runs: the number of runs, then value and length of each. */
export function writeRuns(sink: ByteSink, values: ArrayLike<number>): void {
  let runs = 0;
  for (let i = 0; i < values.length; i++) if (i === 0 || values[i] !== values[i - 1]) runs++;
  sink.varint(runs);
  for (let i = 0; i < values.length; ) {
    let end = i + 1;
    while (end < values.length && values[end] === values[i]) end++;
    sink.byte(values[i]!);
    sink.varint(end - i);
    i = end;
  }
}

export function readRuns(source: ByteSource, count: number): Uint8Array {
  const values = new Uint8Array(count);
  let filled = 0;
  for (let runs = source.count(count); runs > 0; runs--) {
    const value = source.byte();
    const length = source.count(count - filled);
    values.fill(value, filled, filled + length);
    filled += length;
  }
  if (filled !== count) throw skeletonCorrupt(source.position, 'miscounts its rows');
  return values;
}

/** Whether every row that has the cell has it in the column's own type. */
export function allNatural(tags: Uint8Array, starts: Int32Array): boolean {
  for (let row = 0; row < tags.length; row++) {
    if (starts[row]! >= 0 && tags[row] !== cellTags.natural) return false;
  }
  return true;
}
