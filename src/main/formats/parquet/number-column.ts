import {
  corrupt,
  numberAt,
  readThriftStruct,
  structAt,
  type ThriftStruct,
} from '../exact/pyarrow/thrift-reader.ts';
import { readingZstd } from '../zstd/zstd.ts';
import type { ColumnChunk } from './footer.ts';
import { decodeRunLength } from './run-length.ts';

/** Where the 64-bit values of one column go: their bits, low word first, and where they are missing. */
export interface NumberColumn {
  readonly words: Uint32Array;
  readonly isNull: Uint8Array;
  readonly isOptional: boolean;
}

export const CODEC_NONE = 0;
export const CODEC_ZSTD = 6;
const PLAIN = 0;
const RLE = 3;
const dictionaryEncodings: ReadonlySet<number> = new Set([2, 8]);
/** All that pyarrow uses for these columns, whatever its release. */
export const knownEncodings: ReadonlySet<number> = new Set([PLAIN, RLE, ...dictionaryEncodings]);

/** pyarrow closes a page at 1 MiB. */
const MOST_PAGE_BYTES = 64 * 1024 ** 2;

/**
 * Reads the pages of one column chunk into rows `first` to `last` of `column`. False for a kind of page that
 * pyarrow does not write here; then the rows are not complete.
 */
export function readNumberColumn(
  file: Uint8Array,
  chunk: ColumnChunk,
  column: NumberColumn,
  first: number,
  last: number,
): boolean {
  let at = chunk.offset;
  let row = first;
  let dictionary: Page | null = null;
  while (row < last) {
    const { value: header, end: bodyAt } = readThriftStruct(file, at);
    const stored = numberAt(header, 3);
    const size = numberAt(header, 2);
    at = bodyAt + stored;
    if (stored < 0 || at > file.length || size < 0 || size > MOST_PAGE_BYTES) {
      throw corrupt(bodyAt, 'claims a page beyond its end');
    }
    const kind = numberAt(header, 1);
    if (kind === DICTIONARY_PAGE) {
      if (dictionary !== null) throw corrupt(bodyAt, 'has two dictionaries for one column');
      dictionary = openPage(unpackBody(file.subarray(bodyAt, at), size, chunk.codec, bodyAt));
    } else if (kind === DATA_PAGE) {
      const body = openPage(unpackBody(file.subarray(bodyAt, at), size, chunk.codec, bodyAt));
      row += readDataPage(body, structAt(header, 5), dictionary, column, row, last);
    } else return false;
  }
  return true;
}

const DATA_PAGE = 0;
const DICTIONARY_PAGE = 2;

interface Page {
  readonly bytes: Uint8Array;
  readonly view: DataView;
}

function openPage(bytes: Uint8Array): Page {
  return { bytes, view: new DataView(bytes.buffer, bytes.byteOffset, bytes.length) };
}

function unpackBody(body: Uint8Array, size: number, codec: number, offset: number): Uint8Array {
  if (codec === CODEC_NONE) {
    if (body.length !== size) throw corrupt(offset, 'has a page of another size than it says');
    return body;
  }
  try {
    return readingZstd().decompress(body, size);
  } catch {
    throw corrupt(offset, 'has a damaged page');
  }
}

/** Returns the number of rows the page held. */
function readDataPage(
  page: Page,
  header: ThriftStruct,
  dictionary: Page | null,
  column: NumberColumn,
  first: number,
  last: number,
): number {
  const rows = numberAt(header, 1);
  if (rows < 0 || rows > last - first) throw corrupt(0, 'miscounts the rows of a page');
  const { levels, valuesAt } = readLevels(page, header, rows, column.isOptional);
  const present = levels === null ? rows : levels.reduce((sum, level) => sum + level, 0);
  const encoding = numberAt(header, 2);
  const placed = { column, first, rows, levels };
  if (encoding === PLAIN) {
    if (valuesAt + present * 8 > page.bytes.length) throw corrupt(0, 'has a page cut short');
    placeValues(placed, page.view, (index) => valuesAt + index * 8);
    return rows;
  }
  if (!dictionaryEncodings.has(encoding)) throw corrupt(0, `has a page in encoding ${encoding}`);
  if (dictionary === null) throw corrupt(0, 'has no dictionary for its indices');
  const entries = dictionary.bytes.length >> 3;
  const width = page.bytes[valuesAt] ?? 0;
  const indices = decodeRunLength(page.bytes, valuesAt + 1, page.bytes.length, width, present);
  for (const index of indices)
    if (index >= entries) throw corrupt(0, 'points outside a dictionary');
  placeValues(placed, dictionary.view, (index) => indices[index]! * 8);
  return rows;
}

/** Which rows have a value; null when every row must have one. */
function readLevels(
  page: Page,
  header: ThriftStruct,
  rows: number,
  isOptional: boolean,
): { levels: Int32Array | null; valuesAt: number } {
  if (!isOptional) return { levels: null, valuesAt: 0 };
  if (numberAt(header, 3) !== RLE) throw corrupt(0, 'has levels in an unknown encoding');
  if (page.bytes.length < 4) throw corrupt(0, 'has a page without levels');
  const valuesAt = 4 + page.view.getUint32(0, true);
  if (valuesAt > page.bytes.length) throw corrupt(0, 'claims levels beyond its page');
  return { levels: decodeRunLength(page.bytes, 4, valuesAt, 1, rows), valuesAt };
}

interface Placed {
  column: NumberColumn;
  first: number;
  rows: number;
  levels: Int32Array | null;
}

/** Copies the bits of each present value; `offsetOf` says where the n-th of them stands. */
function placeValues(placed: Placed, view: DataView, offsetOf: (index: number) => number): void {
  const { column, first, rows, levels } = placed;
  const { words, isNull } = column;
  let present = 0;
  for (let index = 0; index < rows; index++) {
    const row = first + index;
    if (levels !== null && levels[index] === 0) {
      isNull[row] = 1;
      continue;
    }
    const offset = offsetOf(present++);
    words[2 * row] = view.getUint32(offset, true);
    words[2 * row + 1] = view.getUint32(offset + 4, true);
  }
}
