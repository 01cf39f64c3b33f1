import type { ByteSink } from '../bytes/byte-sink.ts';
import { type ColumnPages, collectPages, type Page, type SeriesColumn } from './column-pages.ts';
import type { PyarrowProfile } from './pyarrow-profile.ts';
import { type ThriftWriter, thriftStruct } from './thrift-writer.ts';
import { writeStatistics } from './value-bounds.ts';

/** zstd at level 5, in one shot, with the libzstd of the profile's release. */
export type CompressPage = (page: Uint8Array) => Uint8Array;

export interface ColumnChunk {
  /** Fields 2 and 3 of the footer's `ColumnChunk`. */
  writeMetadata(writer: ThriftWriter): void;
  uncompressedBytes: number;
  compressedBytes: number;
  dictionaryOffset: number;
}

const PLAIN = 0;
const RLE = 3;
const RLE_DICTIONARY = 8;
const ZSTD = 6;

/** Appends the pages of rows [from, to) of a column to the file and returns what the footer says of them. */
export function writeColumnChunk(
  file: ByteSink,
  column: SeriesColumn,
  from: number,
  to: number,
  profile: PyarrowProfile,
  compress: CompressPage,
): ColumnChunk {
  const start = file.length;
  const pages = collectPages(column, from, to, profile);
  const placed = placePages(file, pages, profile, compress);
  const compressedBytes = file.length - start;
  const metadataOffset = profile.repeatsColumnMetadata ? file.length : 0;

  const writeMetadata = (writer: ThriftWriter) => {
    writer.i64(2, metadataOffset);
    writer.struct(3, () => {
      writer.i32(1, column.name === 'value' ? 5 : 2);
      writer.i32List(2, encodingList(pages, to > from, profile));
      writer.binaryList(3, [new TextEncoder().encode(column.name)]);
      writer.i32(4, ZSTD);
      writer.i64(5, to - from);
      writer.i64(6, placed.uncompressedBytes);
      writer.i64(7, compressedBytes);
      writer.i64(9, placed.dataOffset);
      writer.i64(11, placed.dictionaryOffset);
      if (to > from) {
        writeStatistics(writer, 12, pages.bounds, pages.nullCount, profile.saysExactBounds);
      }
      writer.structList(13, encodingCounts(pages), ([type, encoding, count]) => {
        writer.i32(1, type);
        writer.i32(2, encoding);
        writer.i32(3, count);
      });
      if (!profile.hasSizeStatistics || to === from) return;
      writer.struct(16, () => {
        writer.i64List(2, []);
        writer.i64List(3, [pages.nullCount, to - from - pages.nullCount]);
      });
    });
  };

  if (profile.repeatsColumnMetadata) file.bytes(thriftStruct(writeMetadata));
  const { uncompressedBytes, dictionaryOffset } = placed;
  return { writeMetadata, uncompressedBytes, compressedBytes, dictionaryOffset };
}

/** The dictionary page comes first, then the pages that use it, then the plain ones. */
function placePages(
  file: ByteSink,
  pages: ColumnPages,
  profile: PyarrowProfile,
  compress: CompressPage,
) {
  let uncompressedBytes = 0;
  const append = (raw: Uint8Array, header: (writer: ThriftWriter, compressed: number) => void) => {
    const body = compress(raw);
    const head = thriftStruct((writer) => header(writer, body.length));
    uncompressedBytes += head.length + raw.length;
    file.bytes(head);
    file.bytes(body);
  };

  const dictionaryOffset = file.length;
  append(pages.dictionary, (writer, compressed) => {
    writer.i32(1, 2);
    writer.i32(2, pages.dictionary.length);
    writer.i32(3, compressed);
    writer.struct(7, () => {
      writer.i32(1, pages.dictionary.length / 8);
      writer.i32(2, PLAIN);
      writer.bool(3, false);
    });
  });

  const dataOffset = pages.pages.length > 0 ? file.length : 0;
  for (const page of pages.pages) {
    append(page.raw, (writer, compressed) => writePageHeader(writer, page, compressed, profile));
  }
  return { uncompressedBytes, dictionaryOffset, dataOffset };
}

function writePageHeader(
  writer: ThriftWriter,
  page: Page,
  compressed: number,
  profile: PyarrowProfile,
): void {
  writer.i32(1, 0);
  writer.i32(2, page.raw.length);
  writer.i32(3, compressed);
  writer.struct(5, () => {
    writer.i32(1, page.rows);
    writer.i32(2, page.isDictionary ? RLE_DICTIONARY : PLAIN);
    writer.i32(3, RLE);
    writer.i32(4, RLE);
    writeStatistics(writer, 5, page.bounds, page.nullCount, profile.saysExactBounds);
  });
}

function encodingList(pages: ColumnPages, hasRows: boolean, profile: PyarrowProfile): number[] {
  const hasPlain = pages.pages.some((page) => !page.isDictionary);
  if (profile.dictionaryEncodingFirst) {
    return hasPlain ? [RLE_DICTIONARY, PLAIN, RLE, PLAIN] : [RLE_DICTIONARY, PLAIN, RLE];
  }
  return hasRows ? [PLAIN, RLE, RLE_DICTIONARY] : [PLAIN, RLE];
}

/** Page type, encoding and count: the dictionary page, then plain, then dictionary-encoded data pages. */
function encodingCounts(pages: ColumnPages): [number, number, number][] {
  const dictionaryPages = pages.pages.filter((page) => page.isDictionary).length;
  const plainPages = pages.pages.length - dictionaryPages;
  const counts: [number, number, number][] = [[2, PLAIN, 1]];
  if (plainPages > 0) counts.push([0, PLAIN, plainPages]);
  if (dictionaryPages > 0) counts.push([0, RLE_DICTIONARY, dictionaryPages]);
  return counts;
}
