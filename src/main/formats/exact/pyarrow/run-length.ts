/**
 * Arrow's RLE/bit-packed hybrid (`RleBitPackedEncoder`), choice for choice: a run where eight equal
 * values stand on a group boundary, else literal groups of eight, at most 63 groups to a literal run.
 */

const MAX_LITERAL_GROUPS = 63;

/** Worst case in bytes for `count` values, as large as any choice of runs can get. */
export function runLengthBound(count: number, bitWidth: number): number {
  const groups = Math.ceil(count / 8) + 1;
  return groups * (bitWidth + 1) + groups * (5 + ((bitWidth + 7) >> 3)) + 16;
}

/** Writes values[from..to) into `out` at `start`; returns the position behind the last byte. */
export function encodeRunLength(
  values: Int32Array,
  from: number,
  to: number,
  bitWidth: number,
  out: Uint8Array,
  start: number,
): number {
  const valueBytes = (bitWidth + 7) >> 3;
  let at = start;
  let current = -1;
  let repeats = 0;
  let buffered = 0;
  let literalFrom = from;
  let literalCount = 0;

  const closeLiteral = () => {
    if (literalCount === 0) return;
    out[at++] = ((literalCount >> 3) << 1) | 1;
    at = packBits(values, literalFrom, literalCount, to, bitWidth, out, at);
    literalCount = 0;
  };
  const closeRun = () => {
    let header = repeats * 2;
    while (header > 127) {
      out[at++] = (header & 127) | 128;
      header >>>= 7;
    }
    out[at++] = header;
    for (let i = 0; i < valueBytes; i++) out[at++] = (current >>> (8 * i)) & 255;
    repeats = 0;
    buffered = 0;
  };

  for (let i = from; i < to; i++) {
    const value = values[i]!;
    if (value === current) {
      if (++repeats > 8) continue;
    } else {
      if (repeats >= 8) closeRun();
      repeats = 1;
      current = value;
    }
    if (++buffered < 8) continue;
    buffered = 0;
    if (repeats >= 8) {
      closeLiteral();
      continue;
    }
    if (literalCount === 0) literalFrom = i - 7;
    literalCount += 8;
    repeats = 0;
    if (literalCount >> 3 >= MAX_LITERAL_GROUPS) closeLiteral();
  }

  const onlyARun = literalCount === 0 && (repeats === buffered || buffered === 0);
  if (repeats > 0 && onlyARun) closeRun();
  else if (literalCount > 0 || buffered > 0) {
    if (literalCount === 0) literalFrom = to - buffered;
    if (buffered > 0) literalCount += 8;
    closeLiteral();
  }
  return at;
}

/** Packs `count` values least significant bit first; what lies beyond `end` counts as 0. */
function packBits(
  values: Int32Array,
  from: number,
  count: number,
  end: number,
  bitWidth: number,
  out: Uint8Array,
  start: number,
): number {
  let at = start;
  let bits = 0;
  let held = 0;
  for (let i = from; i < from + count; i++) {
    if (i < end) bits |= values[i]! << held;
    held += bitWidth;
    while (held >= 8) {
      out[at++] = bits & 255;
      bits >>>= 8;
      held -= 8;
    }
  }
  return at;
}

/** Bits needed for dictionary indices below `entries`, as Arrow counts them. */
export function indexBitWidth(entries: number): number {
  if (entries === 0) return 0;
  return entries === 1 ? 1 : 32 - Math.clz32(entries - 1);
}

/** Arrow's `DictEncoder::EstimatedDataEncodedSize`: when it reaches 1 MiB the page closes. */
export function estimateIndexBytes(count: number, bitWidth: number): number {
  const groups = Math.ceil(count / 8);
  const valueBytes = (bitWidth + 7) >> 3;
  const literals = groups + groups * bitWidth;
  const runs = groups * (1 + valueBytes);
  const spare = Math.max(1 + Math.ceil((512 * bitWidth) / 8), 5 + valueBytes);
  return 1 + Math.max(literals, runs) + spare;
}
