import type { ByteSink } from '../bytes/byte-sink.ts';
import type { ByteSource } from '../bytes/byte-source.ts';

/**
 * NaN values whose bits are not the usual ones: a Parquet column keeps the value NaN, the skeleton its bits.
 * Values behind a null do not count.
 */
export function writeNanNotes(
  sink: ByteSink,
  values: Float64Array,
  nulls: Uint8Array | null,
): void {
  const words = wordsOf(values);
  const odd: number[] = [];
  for (let i = 0; i < values.length; i++) {
    if (!Number.isNaN(values[i]) || nulls?.[i] === 1) continue;
    if (words[2 * i + 1] !== CANONICAL_HIGH || words[2 * i] !== 0) odd.push(i);
  }
  sink.varint(odd.length);
  for (const i of odd) {
    sink.varint(i);
    sink.varint(words[2 * i]!);
    sink.varint(words[2 * i + 1]!);
  }
}

/** Gives every NaN of `values` the bits it had; nulls get the bits that Arrow leaves there. */
export function restoreNans(source: ByteSource, values: Float64Array): void {
  const words = wordsOf(values);
  for (let i = 0; i < values.length; i++) {
    if (!Number.isNaN(values[i])) continue;
    words[2 * i] = 0;
    words[2 * i + 1] = CANONICAL_HIGH;
  }
  for (let left = source.count(values.length); left > 0; left--) {
    const at = source.count(values.length - 1);
    words[2 * at] = source.varint();
    words[2 * at + 1] = source.varint();
  }
}

const CANONICAL_HIGH = 0x7ff80000;

function wordsOf(values: Float64Array): Uint32Array {
  return new Uint32Array(values.buffer, values.byteOffset, values.length * 2);
}
