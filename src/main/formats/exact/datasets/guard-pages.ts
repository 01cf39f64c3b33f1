import type { FileMetaData } from 'hyparquet';
import { fromPages, openPages, type UnpackedPage } from '../../parquet/guard/open-pages.ts';
import type { ParquetFile } from '../../parquet/guard/read-metadata.ts';
import { readThriftStruct } from '../pyarrow/thrift-reader.ts';

/** A file whose pages are checked as they are read, and what unpacks those that were. */
export interface GuardedFile {
  file: ParquetFile;
  unpack(packed: Uint8Array): Uint8Array;
}

/**
 * Between a dataset file and hyparquet: an archive may be anybody's, and a flipped bit may say anything. What is
 * read are pages, from the first byte to the last, or behind all pages an index of them; both are walked first.
 */
export function guardPages(file: ParquetFile, metadata: FileMetaData): GuardedFile {
  const pages: UnpackedPage[] = [];
  const limits = { rows: Number(metadata.num_rows), isOptional: true, codec: 'ZSTD' };
  const pagesEnd = endOfPages(metadata);
  return {
    unpack: fromPages(pages),
    file: {
      byteLength: file.byteLength,
      async slice(start, end = file.byteLength) {
        const buffer = await file.slice(start, Math.min(end, file.byteLength));
        const bytes = new Uint8Array(buffer);
        if (start >= pagesEnd) readThriftStruct(bytes, 0);
        else pages.push(...openPages(bytes, limits));
        return buffer;
      },
    },
  };
}

function endOfPages({ row_groups }: FileMetaData): number {
  let last = 0;
  for (const { columns } of row_groups) {
    for (const { meta_data } of columns) {
      if (meta_data === undefined) continue;
      const start = meta_data.dictionary_page_offset || meta_data.data_page_offset;
      last = Math.max(last, Number(start + meta_data.total_compressed_size));
    }
  }
  return last;
}
