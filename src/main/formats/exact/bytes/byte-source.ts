import { ArchiveError } from '#contract/archive-error.ts';
import { type Cursor, openCursor } from '../../messagepack/cursor.ts';
import { skipValue } from '../../messagepack/skip-value.ts';

/** Reads what a `ByteSink` wrote, in order and never beyond the end. */
export interface ByteSource {
  readonly bytes: Buffer;
  readonly position: number;
  byte(): number;
  varint(): number;
  /** A varint that counts things of at least `unit` bytes of memory each: bounded by `most`. */
  count(most: number): number;
  take(length: number): Buffer;
  /** The bytes of one MessagePack value, as they stand. */
  value(): Buffer;
}

export function openByteSource(input: Uint8Array): ByteSource {
  const cursor: Cursor = openCursor(input);
  const { bytes } = cursor;

  return {
    bytes,
    get position() {
      return cursor.position;
    },
    byte() {
      if (cursor.position >= bytes.length) throw skeletonCorrupt(cursor.position, 'ends too early');
      return bytes[cursor.position++]!;
    },
    varint() {
      let value = 0;
      for (let factor = 1; factor < 2 ** 53; factor *= 128) {
        const byte = this.byte();
        value += (byte & 127) * factor;
        if (byte < 128) return value;
      }
      throw skeletonCorrupt(cursor.position, 'has a number without an end');
    },
    count(most) {
      const value = this.varint();
      if (value <= most) return value;
      throw skeletonCorrupt(cursor.position, `counts ${value} where at most ${most} can be`);
    },
    take(length) {
      const from = cursor.position;
      if (length > bytes.length - from) throw skeletonCorrupt(from, 'ends too early');
      cursor.position = from + length;
      return bytes.subarray(from, from + length);
    },
    value() {
      const from = cursor.position;
      skipValue(cursor);
      return bytes.subarray(from, cursor.position);
    },
  };
}

export function skeletonCorrupt(offset: number, what: string): ArchiveError {
  return new ArchiveError('skeleton-corrupt', `the skeleton of a backtest ${what}`, { offset });
}
