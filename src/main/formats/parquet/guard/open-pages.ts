import {
  corrupt,
  numberAt,
  readThriftStruct,
  structAt,
  type ThriftStruct,
} from '../../exact/pyarrow/thrift-reader.ts';
import { readingZstd } from '../../zstd/zstd.ts';
import { decodeRunLength } from '../run-length.ts';
import { checkDeltas, checkRuns } from './check-runs.ts';
import { unpackSnappy } from './snappy.ts';

/** What is known of a flat column before its pages are read. */
export interface PageLimits {
  /** No page holds more values. */
  rows: number;
  isOptional: boolean;
  codec: string;
}

/** A page body as it lies in the file, and what it holds. */
export interface UnpackedPage {
  readonly packed: Uint8Array;
  readonly content: Uint8Array;
}

/** Writers close a page at 1 MiB; one value that is larger makes a page of its own. */
const MOST_PAGE_BYTES = 64 * 1024 ** 2;

const DATA = 0;
const DICTIONARY = 2;
const DATA_V2 = 3;
/** Encodings by their numbers in parquet.thrift. */
const encodings = { plain: 0, plainDictionary: 2, deltas: 5, lengths: 6, dictionary: 8, split: 9 };

/**
 * Walks the pages that lie one after the other in `bytes`, unpacks each and checks every count in it, so that a
 * reader of Parquet that believes what it reads can be let loose on them: hyparquet takes a run of 2^31 values for
 * granted. Throws `blob-corrupt`. What is walked is what hyparquet 1.31 reads, to the byte.
 */
export function openPages(bytes: Uint8Array, limits: PageLimits): UnpackedPage[] {
  const pages: UnpackedPage[] = [];
  for (let at = 0; at < bytes.length - 1; ) {
    const { value: header, end } = readThriftStruct(bytes, at);
    const stored = within(numberAt(header, 3), bytes.length - end, end);
    pages.push(openPage(header, bytes.subarray(end, end + stored), limits));
    at = end + stored;
  }
  return pages;
}

/** For hyparquet: gives out what was unpacked before. A page that was not walked is refused. */
export function fromPages(pages: readonly UnpackedPage[]): (packed: Uint8Array) => Uint8Array {
  let next = 0;
  return (packed) => {
    for (let tries = 0; tries < pages.length; tries++) {
      const page = pages[next]!;
      next = (next + 1) % pages.length;
      if (isSame(page.packed, packed)) return page.content;
    }
    throw corrupt(0, 'has a page that was not checked');
  };
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && Buffer.compare(one, other) === 0;
}

function openPage(header: ThriftStruct, body: Uint8Array, limits: PageLimits): UnpackedPage {
  const size = within(numberAt(header, 2), MOST_PAGE_BYTES, 0);
  const kind = numberAt(header, 1);
  if (kind === DICTIONARY) {
    const content = unpack(body, size, limits.codec);
    within(numberAt(structAt(header, 7), 1), content.length, 0);
    return { packed: body, content };
  }
  if (kind === DATA)
    return openData(structAt(header, 5), unpack(body, size, limits.codec), body, limits);
  if (kind === DATA_V2) return openDataV2(structAt(header, 8), size, body, limits);
  throw corrupt(0, `has a page of kind ${kind}`);
}

function openData(
  header: ThriftStruct,
  content: Uint8Array,
  packed: Uint8Array,
  { rows, isOptional }: PageLimits,
): UnpackedPage {
  const values = within(numberAt(header, 1), rows, 0);
  let [at, present] = [0, values];
  if (isOptional) {
    within(4, content.length, 0);
    checkRuns(content, 4, 1, values);
    const levels = decodeRunLength(content, 4, content.length, 1, values);
    present = levels.reduce((sum, level) => sum + Number(level === 1), 0);
    at = 4 + new DataView(content.buffer, content.byteOffset, content.length).getUint32(0, true);
    within(at, content.length, 0);
  }
  checkValues(content, at, numberAt(header, 2), present, (content[at] ?? 0) === 0);
  return { packed, content };
}

function openDataV2(
  header: ThriftStruct,
  size: number,
  body: Uint8Array,
  { rows, isOptional, codec }: PageLimits,
): UnpackedPage {
  const values = within(numberAt(header, 1), rows, 0);
  const nulls = within(numberAt(header, 2), values, 0);
  within(numberAt(header, 3), rows, 0);
  const levels = within(numberAt(header, 5), Math.min(body.length, size), 0);
  if (numberAt(header, 6) !== 0) throw corrupt(0, 'has lists where numbers and texts belong');
  if (isOptional) checkRuns(body, 0, 1, values);
  // Where it says nothing the values are compressed.
  const isPlain = header.get(7) === false;
  const packed = body.subarray(levels);
  const content = isPlain ? packed : unpack(packed, size - levels, codec);
  checkValues(content, 0, numberAt(header, 4), values - nulls, false);
  return { packed, content };
}

/** `isAllFirst`: indices of no width, which stand for the first entry of the dictionary, and no runs follow. */
function checkValues(
  content: Uint8Array,
  at: number,
  encoding: number,
  count: number,
  isAllFirst: boolean,
): void {
  switch (encoding) {
    case encodings.plain:
      return;
    case encodings.plainDictionary:
    case encodings.dictionary:
      if (!isAllFirst) checkRuns(content, at + 1, content[at] ?? 0, count);
      return;
    case encodings.deltas:
    case encodings.lengths:
      checkDeltas(content, at, count);
      return;
    case encodings.split:
      within(count * 4, content.length - at, 0);
      return;
    default:
      throw corrupt(0, `has a page in encoding ${encoding}`);
  }
}

function unpack(packed: Uint8Array, size: number, codec: string): Uint8Array {
  if (codec === 'SNAPPY') return unpackSnappy(packed, size);
  if (codec === 'UNCOMPRESSED') {
    within(size, packed.length, 0);
    return packed;
  }
  if (codec !== 'ZSTD') throw corrupt(0, `is compressed by ${codec}`);
  try {
    return readingZstd().decompress(packed, size);
  } catch {
    throw corrupt(0, 'has a damaged page');
  }
}

function within(count: number, most: number, at: number): number {
  if (count >= 0 && count <= most) return count;
  throw corrupt(at, 'claims more than it holds');
}
