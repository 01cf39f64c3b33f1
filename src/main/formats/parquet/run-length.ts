import { corrupt } from '../exact/pyarrow/thrift-reader.ts';

/** Widest index a dictionary of 2^24 entries needs. */
const WIDEST = 24;

/** Values of Parquet's RLE and bit-packing hybrid: `count` of them between two offsets of a page. */
export function decodeRunLength(
  page: Uint8Array,
  from: number,
  to: number,
  bitWidth: number,
  count: number,
): Int32Array {
  if (bitWidth > WIDEST) throw corrupt(from, 'has indices wider than any dictionary');
  const values = new Int32Array(count);
  const valueBytes = (bitWidth + 7) >> 3;
  let at = from;
  let filled = 0;
  while (filled < count) {
    let header = 0;
    for (let shift = 0; ; shift += 7) {
      if (at >= to || shift > 28) throw corrupt(at, 'ends inside a run');
      const byte = page[at++]!;
      header |= (byte & 127) << shift;
      if (byte < 128) break;
    }
    const length = header >>> 1;
    if (length === 0) throw corrupt(at, 'has an empty run');
    if ((header & 1) === 0) {
      if (at + valueBytes > to) throw corrupt(at, 'ends inside a run');
      let value = 0;
      for (let index = 0; index < valueBytes; index++) value |= page[at++]! << (8 * index);
      values.fill(value, filled, Math.min(count, filled + length));
      filled += length;
    } else {
      const wanted = Math.min(length * 8, count - filled);
      // The last group may be cut short behind its last value.
      if (at + Math.ceil((wanted * bitWidth) / 8) > to) throw corrupt(at, 'ends inside values');
      unpack(page, at, bitWidth, values, filled, wanted);
      filled += wanted;
      at += length * bitWidth;
    }
  }
  return values;
}

function unpack(
  page: Uint8Array,
  from: number,
  bitWidth: number,
  into: Int32Array,
  first: number,
  count: number,
): void {
  const mask = (1 << bitWidth) - 1;
  let at = from;
  let bits = 0;
  let held = 0;
  for (let index = 0; index < count; index++) {
    while (held < bitWidth) {
      bits |= page[at++]! << held;
      held += 8;
    }
    into[first + index] = bits & mask;
    bits >>>= bitWidth;
    held -= bitWidth;
  }
}
