import type { PyarrowProfile } from './pyarrow-profile.ts';
import {
  encodeRunLength,
  estimateIndexBytes,
  indexBitWidth,
  runLengthBound,
} from './run-length.ts';
import {
  type Bounds,
  boundsOfDoubles,
  boundsOfIntegers,
  emptyBounds,
  widen,
} from './value-bounds.ts';
import { createValueDictionary } from './value-dictionary.ts';

/** One column of the two: `ts` as int64 without nulls, `value` as float64. */
export type SeriesColumn =
  | { name: 'ts'; values: BigInt64Array; nulls: null }
  | { name: 'value'; values: Float64Array; nulls: Uint8Array | null };

/** One data page (v1) before compression. */
export interface Page {
  raw: Uint8Array;
  rows: number;
  nullCount: number;
  isDictionary: boolean;
  bounds: Bounds;
}

export interface ColumnPages {
  dictionary: Uint8Array;
  pages: Page[];
  bounds: Bounds;
  nullCount: number;
}

/** Arrow hands values to the encoder in batches of so many rows and looks at sizes between them. */
const BATCH_ROWS = 1024;
const PAGE_BYTES = 1 << 20;
const DICTIONARY_BYTES = 1 << 20;
/** The limit is checked after a batch, so the dictionary can run one batch over it. */
const DICTIONARY_ENTRIES = DICTIONARY_BYTES / 8 + BATCH_ROWS;

/** Cuts rows [from, to) of a column into pages where Arrow would. */
export function collectPages(
  column: SeriesColumn,
  from: number,
  to: number,
  profile: PyarrowProfile,
): ColumnPages {
  const { values, nulls } = column;
  const words = new Uint32Array(values.buffer, values.byteOffset, values.length * 2);
  const dictionary = createValueDictionary(words, Math.min(to - from, DICTIONARY_ENTRIES));
  const indices = new Int32Array(to - from);
  const result: ColumnPages = {
    dictionary: new Uint8Array(0),
    pages: [],
    bounds: emptyBounds(),
    nullCount: 0,
  };
  let usesDictionary = true;
  let indexCount = 0;
  let pageIndexFrom = 0;
  let pageFrom = from;
  let pageNulls = 0;

  const closePage = (end: number) => {
    if (end === pageFrom) return;
    const body = usesDictionary
      ? indexPage(indices, pageIndexFrom, indexCount, indexBitWidth(dictionary.size))
      : plainPage(column, pageFrom, end, pageNulls);
    const bounds = pageBounds(column, pageFrom, end, profile);
    const raw = withLevels(nulls, pageFrom, end, body);
    const rows = end - pageFrom;
    result.pages.push({ raw, rows, nullCount: pageNulls, isDictionary: usesDictionary, bounds });
    widen(result.bounds, bounds);
    result.nullCount += pageNulls;
    pageFrom = end;
    pageNulls = 0;
    pageIndexFrom = indexCount;
  };

  for (let row = from; row < to; ) {
    const end = Math.min(to, row + BATCH_ROWS, pageFrom + profile.rowsPerPage);
    for (; row < end; row++) {
      if (nulls !== null && nulls[row] !== 0) pageNulls++;
      else if (usesDictionary) indices[indexCount++] = dictionary.indexOf(row);
    }
    const estimate = usesDictionary
      ? estimateIndexBytes(indexCount - pageIndexFrom, indexBitWidth(dictionary.size))
      : (row - pageFrom - pageNulls) * 8;
    if (row - pageFrom >= profile.rowsPerPage || estimate >= PAGE_BYTES) closePage(row);
    if (usesDictionary && dictionary.size * 8 >= DICTIONARY_BYTES) {
      closePage(row);
      usesDictionary = false;
    }
  }
  closePage(to);
  result.dictionary = dictionary.bytes();
  return result;
}

function pageBounds(column: SeriesColumn, from: number, to: number, profile: PyarrowProfile) {
  return column.name === 'ts'
    ? boundsOfIntegers(column.values, from, to)
    : boundsOfDoubles(column.values, from, to, column.nulls, profile.startsBoundsAtLargest);
}

/** The index width is that of the dictionary at the moment the page closes. */
function indexPage(indices: Int32Array, from: number, to: number, bitWidth: number): Uint8Array {
  const page = new Uint8Array(1 + runLengthBound(to - from, bitWidth));
  page[0] = bitWidth;
  return page.subarray(0, encodeRunLength(indices, from, to, bitWidth, page, 1));
}

function plainPage(column: SeriesColumn, from: number, to: number, nullCount: number): Uint8Array {
  const { values, nulls } = column;
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  if (nullCount === 0) return bytes.subarray(from * 8, to * 8);
  const page = new Uint8Array((to - from - nullCount) * 8);
  let at = 0;
  for (let row = from; row < to; row++) {
    if (nulls !== null && nulls[row] !== 0) continue;
    page.set(bytes.subarray(row * 8, row * 8 + 8), at);
    at += 8;
  }
  return page;
}

/** Definition levels (1 = a value is there), their length before them, and the values behind. */
function withLevels(
  nulls: Uint8Array | null,
  from: number,
  to: number,
  body: Uint8Array,
): Uint8Array {
  const levels = new Int32Array(to - from);
  for (let i = 0; i < levels.length; i++)
    levels[i] = nulls !== null && nulls[from + i] !== 0 ? 0 : 1;
  const encoded = new Uint8Array(runLengthBound(levels.length, 1));
  const length = encodeRunLength(levels, 0, levels.length, 1, encoded, 0);
  const page = new Uint8Array(4 + length + body.length);
  new DataView(page.buffer).setUint32(0, length, true);
  page.set(encoded.subarray(0, length), 4);
  page.set(body, 4 + length);
  return page;
}
