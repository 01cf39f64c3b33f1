import { readFooter } from './pyarrow-profile.ts';
import type { SeriesPoints } from './series-file.ts';
import {
  bytesAt,
  corrupt,
  listAt,
  numberAt,
  readThriftStruct,
  structAt,
  type ThriftStruct,
} from './thrift-reader.ts';

/** Decompresses a page to exactly `length` bytes, or throws. */
export type DecompressPage = (page: Uint8Array, length: number) => Uint8Array;

/** More points than any run can have; a claim beyond it is not believed. */
const MAX_ROWS = 20_000_000;
const MAX_PAGE_BYTES = 1 << 26;

/** Reads (ts, value) from a file that pyarrow wrote; anything else throws `blob-corrupt`. Bits are kept. */
export function readPyarrowSeries(file: Uint8Array, decompress: DecompressPage): SeriesPoints {
  const footer = readFooter(file);
  const rows = numberAt(footer, 3);
  requireSeriesSchema(footer);
  const groups = listAt(footer, 4) as ThriftStruct[];
  const claimed = groups.reduce((sum, group) => sum + numberAt(group, 3), 0);
  if (claimed !== rows || rows > MAX_ROWS || rows < 0) throw corrupt(0, 'miscounts its rows');

  const time = new BigInt64Array(rows);
  const value = new Float64Array(rows);
  const nulls = new Uint8Array(rows);
  let row = 0;
  for (const group of groups) {
    const [times, values] = listAt(group, 1) as [ThriftStruct, ThriftStruct];
    const count = numberAt(group, 3);
    const from = row;
    readColumn(file, structAt(times, 3), wordsOf(time), from, count, decompress, () => {
      throw corrupt(0, 'has a point without a time');
    });
    readColumn(file, structAt(values, 3), wordsOf(value), from, count, decompress, (at) => {
      nulls[at] = 1;
    });
    row += count;
  }
  return { time, value, nulls: nulls.includes(1) ? nulls : null };
}

function wordsOf(values: BigInt64Array | Float64Array): Uint32Array {
  return new Uint32Array(values.buffer, values.byteOffset, values.length * 2);
}

function requireSeriesSchema(footer: ThriftStruct): void {
  const names = (listAt(footer, 2) as ThriftStruct[])
    .slice(1)
    .map((element) => `${new TextDecoder().decode(bytesAt(element, 4))}:${numberAt(element, 1)}`);
  if (names.join() !== 'ts:2,value:5') throw corrupt(0, `holds ${names.join()}, not a series`);
}

function readColumn(
  file: Uint8Array,
  metadata: ThriftStruct,
  out: Uint32Array,
  firstRow: number,
  rows: number,
  decompress: DecompressPage,
  onNull: (row: number) => void,
): void {
  const dictionaryOffset = metadata.get(11);
  let at = typeof dictionaryOffset === 'number' ? dictionaryOffset : numberAt(metadata, 9);
  const end = firstRow + rows;
  let row = firstRow;
  let dictionary = new Uint32Array(0);
  while (row < end) {
    const { value: header, end: bodyAt } = readThriftStruct(file, at);
    const compressed = numberAt(header, 3);
    const length = numberAt(header, 2);
    at = bodyAt + compressed;
    if (compressed < 0 || at > file.length || length < 0 || length > MAX_PAGE_BYTES) {
      throw corrupt(bodyAt, 'claims a page beyond its end');
    }
    const page = decompress(file.subarray(bodyAt, at), length);
    if (page.length !== length) throw corrupt(bodyAt, 'has a page of another length than it says');
    if (numberAt(header, 1) === 2) {
      dictionary = new Uint32Array(new Uint8Array(page.subarray(0, length & ~7)).buffer);
      continue;
    }
    row = readPage(page, structAt(header, 5), dictionary, out, row, end, onNull);
  }
}

function readPage(
  page: Uint8Array,
  header: ThriftStruct,
  dictionary: Uint32Array,
  out: Uint32Array,
  firstRow: number,
  lastRow: number,
  onNull: (row: number) => void,
): number {
  const count = numberAt(header, 1);
  if (count <= 0 || firstRow + count > lastRow || page.length < 5) {
    throw corrupt(0, 'miscounts the rows of a page');
  }
  const view = new DataView(page.buffer, page.byteOffset, page.length);
  const bodyAt = 4 + view.getUint32(0, true);
  if (bodyAt > page.length) throw corrupt(0, 'claims levels beyond its page');
  const levels = decodeRunLength(page, 4, bodyAt, 1, count);
  const present = levels.reduce((sum, level) => sum + level, 0);
  const usesDictionary = numberAt(header, 2) === 8;
  if (!usesDictionary && bodyAt + present * 8 > page.length) {
    throw corrupt(0, 'has a page shorter than its values');
  }
  const indices = usesDictionary
    ? decodeRunLength(page, bodyAt + 1, page.length, page[bodyAt] ?? 0, present)
    : null;
  let next = 0;
  for (let i = 0; i < count; i++) {
    const row = firstRow + i;
    if (levels[i] === 0) {
      onNull(row);
      continue;
    }
    if (indices === null) {
      out[2 * row] = view.getUint32(bodyAt + 8 * next, true);
      out[2 * row + 1] = view.getUint32(bodyAt + 8 * next + 4, true);
    } else {
      const entry = indices[next]!;
      if (2 * entry >= dictionary.length) throw corrupt(0, 'points outside its dictionary');
      out[2 * row] = dictionary[2 * entry]!;
      out[2 * row + 1] = dictionary[2 * entry + 1]!;
    }
    next++;
  }
  return firstRow + count;
}

function decodeRunLength(
  bytes: Uint8Array,
  start: number,
  end: number,
  bitWidth: number,
  count: number,
): Int32Array {
  const values = new Int32Array(count);
  if (bitWidth > 24) throw corrupt(start, 'has indices wider than any dictionary');
  const valueBytes = (bitWidth + 7) >> 3;
  const mask = (1 << bitWidth) - 1;
  let at = start;
  let filled = 0;
  while (filled < count) {
    let header = 0;
    for (let shift = 0; ; shift += 7) {
      if (at >= end || shift > 28) throw corrupt(at, 'ends inside a run');
      const byte = bytes[at++]!;
      header |= (byte & 127) << shift;
      if (byte < 128) break;
    }
    header >>>= 0;
    if ((header & 1) === 0) {
      const length = header >>> 1;
      if (length === 0 || at + valueBytes > end) throw corrupt(at, 'has an empty run');
      let value = 0;
      for (let i = 0; i < valueBytes; i++) value |= bytes[at++]! << (8 * i);
      values.fill(value, filled, Math.min(count, filled + length));
      filled += length;
      continue;
    }
    const groups = header >>> 1;
    const stop = at + groups * bitWidth;
    if (groups === 0 || stop > end) throw corrupt(at, 'ends inside packed values');
    let bits = 0;
    let held = 0;
    for (let i = Math.min(groups * 8, count - filled); i > 0; i--) {
      while (held < bitWidth) {
        bits |= bytes[at++]! << held;
        held += 8;
      }
      values[filled++] = bits & mask;
      bits >>>= bitWidth;
      held -= bitWidth;
    }
    at = stop;
  }
  return values;
}
