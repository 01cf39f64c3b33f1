import { type DecodedArray, type FileMetaData, parquetMetadataAsync, parquetScan } from 'hyparquet';
import { readingZstd } from '../../zstd/zstd.ts';
import {
  type ColumnCells,
  emptyNumbers,
  type NumberCells,
  type TextCells,
} from '../cells/column-cells.ts';
import { type DatasetColumn, type DatasetName, datasets, idColumn } from './dataset-columns.ts';
import type { RowRange, RunTable } from './run-table.ts';

/** A file, or bytes, of which parts can be read. */
export interface DatasetFile {
  byteLength: number;
  slice(start: number, end?: number): ArrayBuffer | Promise<ArrayBuffer>;
}

/** A dataset file with its footer read, so that runs can be read one after the other. */
export interface OpenDataset {
  name: DatasetName;
  file: DatasetFile;
  metadata: FileMetaData;
  rows: number;
}

export async function openDataset(name: DatasetName, file: DatasetFile): Promise<OpenDataset> {
  const metadata = await parquetMetadataAsync(file);
  return { name, file, metadata, rows: Number(metadata.num_rows) };
}

/** Bytes in memory as a file. */
export function fileOfBytes(bytes: Uint8Array): DatasetFile {
  return {
    byteLength: bytes.length,
    slice: (start, end) => new Uint8Array(bytes.subarray(start, end)).buffer,
  };
}

/** Where the rows of each id are, as `writeDataset` said, but for ids without rows: from the id column alone. */
export async function readRanges(dataset: OpenDataset): Promise<RowRange[]> {
  const column = idColumn(dataset.name).name;
  const scan = await parquetScan({
    file: dataset.file,
    metadata: dataset.metadata,
    columns: [column],
    compressors: { ZSTD: decompressPage },
    parsers: { stringFromBytes: textOfBytes },
  });
  const ranges: RowRange[] = [];
  for (const { rowStart, rowEnd } of scan.ranges) {
    const ids = await scan.readColumn({ column, rowStart, rowEnd });
    for (let row = rowStart; row < rowEnd; row++) {
      const id = String(ids[row - rowStart]);
      const last = ranges.at(-1);
      if (last?.id === id) last.to = row + 1;
      else ranges.push({ id, from: row, to: row + 1 });
    }
  }
  return ranges;
}

/**
 * Reads rows [from, to), of all columns or of those named; only the pages that hold them. A column that is null in
 * all of them is left out, and so is one that an older file does not have.
 */
export async function readDataset(
  dataset: OpenDataset,
  from: number,
  to: number,
  only?: readonly string[],
): Promise<RunTable> {
  const columns: Record<string, ColumnCells> = {};
  if (from >= to) return { rows: 0, columns };
  const inFile = new Set(dataset.metadata.schema.map(({ name }) => name));
  const wanted = datasets[dataset.name].columns.filter(
    ({ name }) => inFile.has(name) && (only === undefined || only.includes(name)),
  );
  const scan = await parquetScan({
    file: dataset.file,
    metadata: dataset.metadata,
    columns: wanted.map(({ name }) => name),
    rowStart: from,
    rowEnd: to,
    compressors: { ZSTD: decompressPage },
    parsers: { timestampFromMilliseconds: Number, stringFromBytes: textOfBytes },
  });
  for (const column of wanted) {
    const cells = emptyCells(column, to - from);
    for (const { rowStart, rowEnd } of scan.ranges) {
      const values = await scan.readColumn({ column: column.name, rowStart, rowEnd });
      fill(cells, values, rowStart - from);
    }
    const compact = withoutNulls(cells);
    if (compact !== null) columns[column.name] = compact;
  }
  return { rows: to - from, columns };
}

/** Rows [from, to) of a table, as views where possible. */
export function rowsOf(table: RunTable, from: number, to: number): RunTable {
  const columns: Record<string, ColumnCells> = {};
  for (const [name, cells] of Object.entries(table.columns)) {
    columns[name] =
      cells.kind === 'text'
        ? { kind: 'text', values: cells.values.slice(from, to) }
        : {
            kind: cells.kind,
            values: cells.values.subarray(from, to),
            nulls: cells.nulls?.subarray(from, to) ?? null,
          };
  }
  return { rows: to - from, columns };
}

function emptyCells({ kind }: DatasetColumn, rows: number): ColumnCells {
  if (kind === 'text' || kind === 'json') {
    return { kind: 'text', values: new Array<string | null>(rows).fill(null) };
  }
  return emptyNumbers(kind, rows);
}

function fill(cells: ColumnCells, values: DecodedArray, at: number): void {
  if (cells.kind === 'text') {
    for (let i = 0; i < values.length; i++) cells.values[at + i] = values[i] ?? null;
    return;
  }
  if (values instanceof Float64Array) {
    cells.values.set(values, at);
    cells.nulls!.fill(0, at, at + values.length);
    return;
  }
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number | bigint | null | undefined;
    if (value === null || value === undefined) continue;
    cells.values[at + i] = Number(value);
    cells.nulls![at + i] = 0;
  }
}

/** The cells with no mask when no cell is null; null when all are. */
function withoutNulls(cells: ColumnCells): ColumnCells | null {
  if (cells.kind === 'text') {
    return (cells as TextCells).values.some((value) => value !== null) ? cells : null;
  }
  const { nulls } = cells as NumberCells;
  if (!nulls!.includes(1)) return { ...cells, nulls: null };
  return nulls!.includes(0) ? cells : null;
}

function decompressPage(page: Uint8Array, length: number): Uint8Array {
  return readingZstd().decompress(page, length);
}

function textOfBytes(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString();
}
