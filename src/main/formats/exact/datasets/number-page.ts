import { decodeRunLength } from '../../parquet/run-length.ts';
import { readingZstd } from '../../zstd/zstd.ts';
import {
  numberAt,
  readThriftStruct,
  structAt,
  type ThriftStruct,
} from '../pyarrow/thrift-reader.ts';
import { unpackDeltas } from './unpack-deltas.ts';

/** Where a page of numbers stands in its chunk, and what its header says. */
export interface PageEntry {
  /** Of the chunk. */
  firstRow: number;
  rows: number;
  /** Of the levels and the values behind them, from the start of the chunk. */
  from: number;
  to: number;
  levelBytes: number;
  valueBytes: number;
  nulls: number;
  encoding: number;
  isCompressed: boolean;
}

/** Decoded: null where `nulls[row]` is 1, null itself when no row is. Shared by readers, never written to. */
export interface NumberPage {
  values: Float64Array;
  nulls: Uint8Array | null;
}

export type PhysicalType = 'DOUBLE' | 'INT64';

/** Pages are cut at 256 KiB. */
const MOST_PAGE_BYTES = 16 * 1024 ** 2;
const DATA_PAGE_V2 = 3;
const PLAIN = 0;
const DELTA_BINARY_PACKED = 5;
const BYTE_STREAM_SPLIT = 9;
const known: Readonly<Record<PhysicalType, readonly number[]>> = {
  DOUBLE: [PLAIN, BYTE_STREAM_SPLIT],
  INT64: [PLAIN, DELTA_BINARY_PACKED],
};

/** The pages of a chunk by their headers alone; null when there is one of a kind that `writeDataset` does not write. */
export function listPages(chunk: Uint8Array, rows: number, type: PhysicalType): PageEntry[] | null {
  const entries: PageEntry[] = [];
  let firstRow = 0;
  let at = 0;
  while (firstRow < rows) {
    const { value: header, end } = readThriftStruct(chunk, at);
    if (numberAt(header, 1) !== DATA_PAGE_V2) return null;
    const entry = entryOf(header, firstRow, end);
    const isSound =
      entry.rows > 0 &&
      entry.rows <= rows - firstRow &&
      entry.levelBytes >= 0 &&
      entry.valueBytes >= 0 &&
      entry.valueBytes <= MOST_PAGE_BYTES &&
      entry.from + entry.levelBytes <= entry.to &&
      entry.to <= chunk.length &&
      entry.nulls >= 0 &&
      entry.nulls <= entry.rows;
    if (!isSound || !known[type].includes(entry.encoding)) return null;
    entries.push(entry);
    firstRow += entry.rows;
    at = entry.to;
  }
  return entries;
}

function entryOf(header: ThriftStruct, firstRow: number, from: number): PageEntry {
  const data = structAt(header, 8);
  const levelBytes = numberAt(data, 5) + numberAt(data, 6);
  return {
    firstRow,
    rows: numberAt(data, 1),
    from,
    to: from + numberAt(header, 3),
    levelBytes,
    valueBytes: numberAt(header, 2) - levelBytes,
    nulls: numberAt(data, 2),
    encoding: numberAt(data, 4),
    isCompressed: data.get(7) !== false,
  };
}

/** Decodes the bytes of one page, bits and all. Null where they are not what the header promises. */
export function decodePage(
  page: Uint8Array,
  entry: PageEntry,
  type: PhysicalType,
): NumberPage | null {
  const present = entry.rows - entry.nulls;
  const packed = page.subarray(entry.levelBytes);
  const bytes = entry.isCompressed ? readingZstd().decompress(packed, entry.valueBytes) : packed;
  const numbers = valuesOf(bytes, present, entry.encoding, type);
  if (numbers === null) return null;
  if (entry.nulls === 0) return { values: numbers, nulls: null };
  const levels = decodeRunLength(page, 0, entry.levelBytes, 1, entry.rows);
  const nulls = new Uint8Array(entry.rows);
  const values = new Float64Array(entry.rows);
  // Word by word: a NaN may lose its bits on the way through a variable.
  const from = new Uint32Array(numbers.buffer);
  const to = new Uint32Array(values.buffer);
  let place = 0;
  for (let row = 0; row < entry.rows; row++) {
    if (levels[row] === 0) {
      nulls[row] = 1;
      continue;
    }
    to[2 * row] = from[2 * place]!;
    to[2 * row + 1] = from[2 * place + 1]!;
    place++;
  }
  return place === present ? { values, nulls } : null;
}

function valuesOf(
  bytes: Uint8Array,
  count: number,
  encoding: number,
  type: PhysicalType,
): Float64Array | null {
  if (encoding === DELTA_BINARY_PACKED) return unpackDeltas(bytes, count);
  if (bytes.length < count * 8) return null;
  if (encoding === BYTE_STREAM_SPLIT) return joinStreams(bytes, count);
  return type === 'DOUBLE' ? doublesOf(bytes, count) : integersOf(bytes, count);
}

function doublesOf(bytes: Uint8Array, count: number): Float64Array {
  const values = new Float64Array(count);
  new Uint8Array(values.buffer).set(bytes.subarray(0, count * 8));
  return values;
}

/** Byte n of all values, then byte n + 1. */
function joinStreams(bytes: Uint8Array, count: number): Float64Array {
  const values = new Float64Array(count);
  const joined = new Uint8Array(values.buffer);
  for (let stream = 0; stream < 8; stream++) {
    const from = stream * count;
    for (let i = 0, to = stream; i < count; i++, to += 8) joined[to] = bytes[from + i]!;
  }
  return values;
}

function integersOf(bytes: Uint8Array, count: number): Float64Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const values = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    values[i] = view.getInt32(8 * i + 4, true) * 2 ** 32 + view.getUint32(8 * i, true);
  }
  return values;
}
