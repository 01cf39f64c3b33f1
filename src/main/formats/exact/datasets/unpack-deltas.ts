/** Bits of a difference; from one run's last time to the next one's first there are centuries of room. */
const WIDEST = 44;
/** What a bitwise operation holds beside the rest of a byte. */
const WIDEST_IN_BITS = 24;
/** Within these every sum on the way is an exact integer of floating point. */
const LARGEST_VALUE = 2 ** 52;
const LARGEST_STEP = 2 ** 44;
const LARGEST_MINIBLOCK = 64;

/**
 * `count` integers of Parquet's DELTA_BINARY_PACKED, added up in floating point. Null where a value or a difference
 * is too large for that, and where the bytes are not what they promise: another reader has to look.
 */
export function unpackDeltas(bytes: Uint8Array, count: number): Float64Array | null {
  let at = 0;
  const blockSize = varint();
  const miniblocks = varint();
  const total = varint();
  const first = zigzag();
  const perMiniblock = blockSize / miniblocks;
  const isSound =
    total === count &&
    perMiniblock > 0 &&
    perMiniblock <= LARGEST_MINIBLOCK &&
    perMiniblock % 8 === 0 &&
    Math.abs(first) <= LARGEST_VALUE;
  if (!isSound) return null;
  const values = new Float64Array(count);
  const differences = new Float64Array(perMiniblock);
  if (count > 0) values[0] = first;
  let filled = 1;
  while (filled < count) {
    const least = zigzag();
    if (!(Math.abs(least) <= LARGEST_STEP)) return null;
    const widths = at;
    at += miniblocks;
    for (let miniblock = 0; miniblock < miniblocks && filled < count; miniblock++) {
      const width = bytes[widths + miniblock];
      const wanted = Math.min(perMiniblock, count - filled);
      if (width === undefined || width > WIDEST) return null;
      if (at + Math.ceil((wanted * width) / 8) > bytes.length) return null;
      const unpack = width > WIDEST_IN_BITS ? unpackWide : unpackNarrow;
      if (width === 0) differences.fill(0);
      else unpack(bytes, at, width, differences.subarray(0, wanted));
      let value = values[filled - 1]!;
      for (let i = 0; i < wanted; i++) {
        value += least + differences[i]!;
        values[filled + i] = value;
      }
      if (Math.abs(value) > LARGEST_VALUE) return null;
      filled += wanted;
      at += (perMiniblock * width) / 8;
    }
  }
  return values;

  function varint(): number {
    let value = 0;
    for (let factor = 1; factor < 2 ** 70; factor *= 128) {
      const byte = bytes[at++];
      if (byte === undefined) return Number.NaN;
      value += (byte & 127) * factor;
      if (byte < 128) return value;
    }
    return Number.NaN;
  }

  function zigzag(): number {
    const value = varint();
    return value % 2 === 1 ? -(value + 1) / 2 : value / 2;
  }
}

function unpackNarrow(bytes: Uint8Array, from: number, width: number, into: Float64Array): void {
  const mask = (1 << width) - 1;
  let at = from;
  let held = 0;
  let bits = 0;
  for (let i = 0; i < into.length; i++) {
    for (; held < width; held += 8) bits |= bytes[at++]! << held;
    into[i] = bits & mask;
    bits >>>= width;
    held -= width;
  }
}

function unpackWide(bytes: Uint8Array, from: number, width: number, into: Float64Array): void {
  const scale = 2 ** width;
  let at = from;
  let held = 0;
  let bits = 0;
  for (let i = 0; i < into.length; i++) {
    for (; held < width; held += 8) bits += bytes[at++]! * 2 ** held;
    into[i] = bits % scale;
    bits = Math.floor(bits / scale);
    held -= width;
  }
}
