import { corrupt } from '../../exact/pyarrow/thrift-reader.ts';

/** Widest index a dictionary of 2^24 entries needs. */
const WIDEST_INDEX = 24;
/** A group of packed values is eight, and a run of groups may be announced in one header: up to 63 of them at the end. */
const PADDING = 512;
const WIDEST_DELTA = 64;
const MOST_MINIBLOCKS = 256;
const LARGEST_BLOCK = 65_536;

/**
 * Walks `count` values of Parquet's hybrid of run lengths and packed bits from `at` on, and throws `blob-corrupt`
 * where a run announces more than there can be: a reader that believes it is kept busy for minutes.
 */
export function checkRuns(bytes: Uint8Array, at: number, width: number, count: number): void {
  if (width > WIDEST_INDEX) throw corrupt(at, 'has indices wider than any dictionary');
  let seen = 0;
  let offset = at;
  while (seen < count) {
    const { value: head, end } = varintAt(bytes, offset, 5);
    const isPacked = head % 2 === 1;
    const length = (head >> 1) * (isPacked ? 8 : 1);
    if (head >= 2 ** 31 || length === 0 || length > count - seen + PADDING) {
      throw corrupt(offset, 'announces a run that cannot be');
    }
    // Packed values of no width take the byte that a reader looks at.
    offset = end + (isPacked ? Math.max(1, (length / 8) * width) : (width + 7) >> 3);
    seen += length;
  }
}

/** The same for `count` numbers as differences (DELTA_BINARY_PACKED). */
export function checkDeltas(bytes: Uint8Array, at: number, count: number): void {
  const block = varintAt(bytes, at, 5);
  const miniblocks = varintAt(bytes, block.end, 5);
  const total = varintAt(bytes, miniblocks.end, 5);
  const first = varintAt(bytes, total.end, 10);
  const perMiniblock = block.value / miniblocks.value;
  const isSound =
    miniblocks.value > 0 &&
    miniblocks.value <= MOST_MINIBLOCKS &&
    block.value <= LARGEST_BLOCK &&
    perMiniblock > 0 &&
    perMiniblock % 32 === 0;
  if (!isSound) throw corrupt(at, 'has differences in blocks that cannot be');
  let offset = first.end;
  for (let seen = 1; seen < count; ) {
    const widthsAt = varintAt(bytes, offset, 10).end;
    offset = widthsAt + miniblocks.value;
    for (let no = 0; no < miniblocks.value && seen < count; no++) {
      const width = bytes[widthsAt + no];
      if (width === undefined || width > WIDEST_DELTA) throw corrupt(offset, 'cuts a block short');
      offset += (perMiniblock * width) / 8;
      seen += perMiniblock;
    }
  }
}

/** An unsigned LEB128 number of so many bytes at most. */
function varintAt(bytes: Uint8Array, at: number, most: number): { value: number; end: number } {
  let value = 0;
  for (let index = 0; index < most; index++) {
    const byte = bytes[at + index];
    if (byte === undefined) throw corrupt(at, 'ends inside a number');
    value += (byte & 127) * 128 ** index;
    if (byte < 128) return { value, end: at + index + 1 };
  }
  throw corrupt(at, 'has a number without an end');
}
