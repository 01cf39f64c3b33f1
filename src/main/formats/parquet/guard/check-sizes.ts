import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import {
  corrupt,
  numberAt,
  readThriftStruct,
  structAt,
} from '../../exact/pyarrow/thrift-reader.ts';
import { readingZstd } from '../../zstd/zstd.ts';
import type { ColumnChunk, Footer } from '../footer.ts';

/** Ten million points of two columns take 160 MB. */
const MOST_BYTES = 256 * 1024 ** 2;
const DATA = 0;
const DATA_V2 = 3;
/** Codecs by their numbers in parquet.thrift. */
const codecs = { none: 0, snappy: 1, gzip: 2, brotli: 4, zstd: 6 };

/**
 * Walks all pages of a file and throws `blob-corrupt` where they unpack to more than they say, or to more than any
 * run has: the general reader believes a page, and what it was made to take it never gives back.
 */
export function checkSizes(file: Uint8Array, { rowGroups }: Footer): void {
  let total = 0;
  for (const chunk of rowGroups.flatMap((group) => group.chunks)) {
    for (const size of pageSizesOf(file, chunk)) {
      total += size;
      if (total > MOST_BYTES) throw corrupt(0, 'unpacks to more than any run has');
    }
  }
}

function* pageSizesOf(file: Uint8Array, { offset, values, codec }: ColumnChunk): Iterable<number> {
  let at = offset;
  for (let seen = 0; seen < values; ) {
    const { value: header, end } = readThriftStruct(file, at);
    const [size, stored] = [numberAt(header, 2), numberAt(header, 3)];
    if (stored < 0 || end + stored > file.length || size < 0 || size > MOST_BYTES) {
      throw corrupt(end, 'claims a page beyond its end');
    }
    const body = file.subarray(end, end + stored);
    const kind = numberAt(header, 1);
    if (kind === DATA_V2) {
      const page = structAt(header, 8);
      const levels = numberAt(page, 5) + numberAt(page, 6);
      if (levels < 0 || levels > stored || levels > size)
        throw corrupt(end, 'miscounts its levels');
      if (page.get(7) !== false) checkContent(body.subarray(levels), size - levels, codec);
      seen += count(numberAt(page, 1));
    } else {
      checkContent(body, size, codec);
      if (kind === DATA) seen += count(numberAt(structAt(header, 5), 1));
    }
    at = end + stored;
    yield size;
  }
}

function count(values: number): number {
  if (values > 0) return values;
  throw corrupt(0, 'has a page without values');
}

/** Codecs that write into what was set aside for them need no look. */
function checkContent(body: Uint8Array, size: number, codec: number): void {
  const limit = { maxOutputLength: Math.max(1, size) };
  try {
    if (codec === codecs.none && body.length !== size) throw new Error('another size');
    if (codec === codecs.zstd) readingZstd().decompress(body, size);
    if (codec === codecs.gzip) gunzipSync(body, limit);
    if (codec === codecs.brotli) brotliDecompressSync(body, limit);
    if (codec === codecs.snappy && announcedBySnappy(body) !== size)
      throw new Error('another size');
  } catch {
    throw corrupt(0, 'has a damaged page');
  }
}

function announcedBySnappy(body: Uint8Array): number {
  let length = 0;
  for (let index = 0; index < 5; index++) {
    length += ((body[index] ?? 0) & 127) * 128 ** index;
    if ((body[index] ?? 0) < 128) break;
  }
  return length;
}
