import type { ColumnChunk, FileMetaData } from 'hyparquet';
import type { ParquetFile } from '../../parquet/guard/read-metadata.ts';
import type { NumberCells } from '../cells/column-cells.ts';
import {
  decodePage,
  listPages,
  type NumberPage,
  type PageEntry,
  type PhysicalType,
} from './number-page.ts';

/** Decoded pages at hand for the next reading: many runs share one. */
export interface PageShelf {
  get(key: string): NumberPage | undefined;
  getOrMake(key: string, make: () => NumberPage): NumberPage;
}

/** Bytes in memory of a decoded page. */
export function bytesOfPage({ values, nulls }: NumberPage): number {
  return values.byteLength + (nulls?.byteLength ?? 0);
}

/** Number columns of one file, page by page. */
export interface NumberReader {
  /**
   * Rows [from, to) of a number column, in arrays of their own; `nulls` has a place for each. Null where a page is of
   * a kind that only the general reader knows, or damaged: that one says how.
   */
  read(
    column: string,
    kind: NumberCells['kind'],
    from: number,
    to: number,
  ): Promise<NumberCells | null>;
}

interface ColumnPages {
  type: PhysicalType;
  /** Of the chunk, in the file. */
  offset: number;
  pages: PageEntry[];
}

/** `name` tells the file from all others on the shelf. */
export function openNumberReader(
  file: ParquetFile,
  metadata: FileMetaData,
  name: string,
  shelf: PageShelf,
): NumberReader {
  const groups: { chunks: ReadonlyMap<string, ColumnChunk>; firstRow: number; rows: number }[] = [];
  let rows = 0;
  for (const group of metadata.row_groups) {
    const chunks = new Map(
      group.columns.map((chunk) => [chunk.meta_data?.path_in_schema[0] ?? '', chunk]),
    );
    groups.push({ chunks, firstRow: rows, rows: Number(group.num_rows) });
    rows += Number(group.num_rows);
  }
  const known = new Map<string, ColumnPages | null>();

  async function pagesOf(place: number, column: string): Promise<ColumnPages | null> {
    const key = `${place} ${column}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const group = groups[place]!;
    const found = await listColumn(group.chunks.get(column), group.rows);
    known.set(key, found);
    return found;
  }

  async function listColumn(
    chunk: ColumnChunk | undefined,
    rowsOfChunk: number,
  ): Promise<ColumnPages | null> {
    const about = chunk?.meta_data;
    if (about === undefined || about.codec !== 'ZSTD') return null;
    if (about.type !== 'DOUBLE' && about.type !== 'INT64') return null;
    if (about.dictionary_page_offset !== undefined) return null;
    const offset = Number(about.data_page_offset);
    const end = offset + Number(about.total_compressed_size);
    if (end > file.byteLength) return null;
    const bytes = await slice(offset, end);
    const pages = listPages(bytes, rowsOfChunk, about.type);
    return pages === null ? null : { type: about.type, offset, pages };
  }

  async function slice(from: number, to: number): Promise<Uint8Array> {
    return new Uint8Array(await file.slice(from, to));
  }

  async function pageOf(
    place: number,
    column: string,
    { type, offset }: ColumnPages,
    entry: PageEntry,
  ): Promise<NumberPage | null> {
    const key = `${name} ${place} ${column} ${entry.firstRow}`;
    const kept = shelf.get(key);
    if (kept !== undefined) return kept;
    const bytes = await slice(offset + entry.from, offset + entry.to);
    const page = decodePage(bytes, entry, type);
    return page === null ? null : shelf.getOrMake(key, () => page);
  }

  async function readRows(
    column: string,
    kind: NumberCells['kind'],
    from: number,
    to: number,
  ): Promise<NumberCells | null> {
    const values = new Float64Array(to - from);
    const nulls = new Uint8Array(to - from).fill(1);
    for (const [place, group] of groups.entries()) {
      const start = group.firstRow;
      if (start >= to || start + group.rows <= from) continue;
      const listed = await pagesOf(place, column);
      if (listed === null) return null;
      for (const entry of listed.pages) {
        const first = Math.max(from, start + entry.firstRow);
        const last = Math.min(to, start + entry.firstRow + entry.rows);
        if (first >= last) continue;
        const page = await pageOf(place, column, listed, entry);
        if (page === null) return null;
        const inPage = first - start - entry.firstRow;
        const end = inPage + last - first;
        values.set(page.values.subarray(inPage, end), first - from);
        if (page.nulls === null) nulls.fill(0, first - from, last - from);
        else nulls.set(page.nulls.subarray(inPage, end), first - from);
      }
    }
    return { kind, values, nulls };
  }

  return {
    read: (column, kind, from, to) => readRows(column, kind, from, to).catch(() => null),
  };
}
