import { type DecodedArray, type FileMetaData, type ParquetScan, parquetScan } from 'hyparquet';
import { ArchiveError } from '#contract/archive-error.ts';
import { type ParquetFile, readMetadata } from '../../parquet/guard/read-metadata.ts';
import {
  type ColumnCells,
  emptyNumbers,
  type NumberCells,
  type TextCells,
} from '../cells/column-cells.ts';
import { type DatasetColumn, type DatasetName, datasets, idColumn } from './dataset-columns.ts';
import { strangenessOf } from './dataset-schema.ts';
import { guardPages } from './guard-pages.ts';
import { type NumberReader, openNumberReader, type PageShelf } from './read-numbers.ts';
import type { RowRange, RunTable } from './run-table.ts';

export type DatasetFile = ParquetFile;

/** A dataset file with its footer read, so that runs can be read one after the other. */
export interface OpenDataset {
  name: DatasetName;
  file: DatasetFile;
  metadata: FileMetaData;
  rows: number;
  /** Reads number columns faster than the general reader, pages at hand; null to have that one read them. */
  numbers: NumberReader | null;
}

/** A batch of the longest runs there are has a tenth of it; a claim beyond is not believed. */
const MOST_ROWS = 64_000_000;

/**
 * Throws `file-damaged` for what is no dataset file of ours. With `shared` the decoded pages of numbers lie on a
 * shelf, under the file's own name.
 */
export function openDataset(
  name: DatasetName,
  file: DatasetFile,
  shared: { fileName: string; shelf: PageShelf } | null = null,
): Promise<OpenDataset> {
  return withDamageNamed(name, async () => {
    const metadata = await readMetadata(file);
    const rows = Number(metadata.num_rows);
    const why = rows > MOST_ROWS ? `it claims ${rows} rows` : strangenessOf(name, metadata);
    if (why !== null) throw new Error(why);
    const numbers =
      shared === null ? null : openNumberReader(file, metadata, shared.fileName, shared.shelf);
    return { name, file, metadata, rows, numbers };
  });
}

/** Bytes in memory as a file. */
export function fileOfBytes(bytes: Uint8Array): DatasetFile {
  return {
    byteLength: bytes.length,
    slice: (start, end) => new Uint8Array(bytes.subarray(start, end)).buffer,
  };
}

/** Where the rows of each id are, as `writeDataset` said, but for ids without rows: from the id column alone. */
export function readRanges(dataset: OpenDataset): Promise<RowRange[]> {
  return withDamageNamed(dataset.name, () => rangesOf(dataset));
}

async function rangesOf(dataset: OpenDataset): Promise<RowRange[]> {
  const column = idColumn(dataset.name).name;
  const scan = await openScan(dataset, [column], 0, dataset.rows);
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
export function readDataset(
  dataset: OpenDataset,
  from: number,
  to: number,
  only?: readonly string[],
): Promise<RunTable> {
  return withDamageNamed(dataset.name, () => rowsBetween(dataset, from, to, only));
}

async function rowsBetween(
  dataset: OpenDataset,
  from: number,
  to: number,
  only: readonly string[] | undefined,
): Promise<RunTable> {
  const columns: Record<string, ColumnCells> = {};
  if (from >= to) return { rows: 0, columns };
  if (to > dataset.rows) throw new Error(`it has ${dataset.rows} rows, and ${to} were promised`);
  const inFile = new Set(dataset.metadata.schema.map(({ name }) => name));
  const wanted = datasets[dataset.name].columns.filter(
    ({ name }) => inFile.has(name) && (only === undefined || only.includes(name)),
  );
  const left: DatasetColumn[] = [];
  for (const column of wanted) {
    const cells = await readNumbers(dataset.numbers, column, from, to);
    if (cells === null) left.push(column);
    else keep(column, cells);
  }
  if (left.length === 0) return { rows: to - from, columns };
  const names = left.map(({ name }) => name);
  const scan = await openScan(dataset, names, from, to);
  for (const column of left) {
    const cells = emptyCells(column, to - from);
    for (const { rowStart, rowEnd } of scan.ranges) {
      const values = await scan.readColumn({ column: column.name, rowStart, rowEnd });
      fill(cells, values, rowStart - from);
    }
    keep(column, cells);
  }
  return { rows: to - from, columns };

  function keep(column: DatasetColumn, cells: ColumnCells): void {
    const compact = withoutNulls(cells);
    if (compact !== null) columns[column.name] = compact;
  }
}

function readNumbers(
  numbers: NumberReader | null,
  { name, kind }: DatasetColumn,
  from: number,
  to: number,
): Promise<ColumnCells | null> {
  if (numbers === null || kind === 'text' || kind === 'json') return Promise.resolve(null);
  return numbers.read(name, kind, from, to);
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

function openScan(
  { file, metadata }: OpenDataset,
  columns: string[],
  rowStart: number,
  rowEnd: number,
): Promise<ParquetScan> {
  const guarded = guardPages(file, metadata);
  return parquetScan({
    file: guarded.file,
    metadata,
    columns,
    rowStart,
    rowEnd,
    compressors: { ZSTD: guarded.unpack },
    parsers: { timestampFromMilliseconds: Number, stringFromBytes: textOfBytes },
  });
}

/** Whatever is wrong inside of the file is damage; what the disk says stays what it says. */
async function withDamageNamed<Result>(
  name: DatasetName,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (cause) {
    const isOfDisk = cause instanceof Error && 'syscall' in cause;
    const isNamed = cause instanceof ArchiveError && cause.code !== 'blob-corrupt';
    if (isOfDisk || isNamed) throw cause;
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new ArchiveError('file-damaged', `the rows of ${name} cannot be read: ${why}`, { cause });
  }
}

function textOfBytes(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString();
}
