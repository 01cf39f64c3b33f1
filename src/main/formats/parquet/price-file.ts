import { type FileMetaData, parquetScan, type SchemaElement } from 'hyparquet';
import { ArchiveError } from '#contract/archive-error.ts';
import { fromPages, openPages, type UnpackedPage } from './guard/open-pages.ts';
import { readMetadata } from './guard/read-metadata.ts';

/** Bars of a price file in the order of their times (epoch milliseconds, UTC). */
export interface Bars {
  time: number[];
  open: number[];
  high: number[];
  low: number[];
  close: number[];
  volume: (number | null)[];
}

const valueNames = ['open', 'high', 'low', 'close'] as const;
const timeNames = ['datetime', 'timestamp', 'date', 'time', 'ts'];
/** A year of bars a minute long is half a million. */
const MOST_BARS = 5_000_000;
/** What stands for one number or one text, a bar each. */
const flatTypes: readonly unknown[] = ['INT32', 'INT64', 'FLOAT', 'DOUBLE', 'BYTE_ARRAY'];

/**
 * Reads a price file of the framework: its columns as the data frame had them, in any case. Bars without a time
 * or a price are left out. Throws `file-damaged` where it is no such file, `file-too-large`. The file may be
 * anybody's: its pages are checked before they are read.
 */
export async function readPriceFile(bytes: Uint8Array): Promise<Bars> {
  try {
    return await readBars(bytes);
  } catch (cause) {
    if (cause instanceof ArchiveError && cause.code !== 'blob-corrupt') throw cause;
    throw new ArchiveError('file-damaged', 'the price file cannot be read as Parquet', { cause });
  }
}

async function readBars(bytes: Uint8Array): Promise<Bars> {
  const file = {
    byteLength: bytes.length,
    slice: (start: number, end = bytes.length) => new Uint8Array(bytes.subarray(start, end)).buffer,
  };
  const metadata = await readMetadata(file);
  const rows = Number(metadata.num_rows);
  if (rows > MOST_BARS) throw new ArchiveError('file-too-large', `the price file has ${rows} bars`);
  const names = metadata.schema.slice(1).map(({ name }) => name);
  const find = (wanted: readonly string[]) =>
    names.find((name) => wanted.includes(name.toLowerCase()));
  const [time, ...values] = [find(timeNames), ...valueNames.map((name) => find([name]))];
  if (time === undefined || values.includes(undefined)) {
    throw new ArchiveError('file-damaged', `no price file: its columns are ${names.join(', ')}`);
  }
  const volume = find(['volume']);
  const columns = [time, ...(values as string[]), ...(volume === undefined ? [] : [volume])];
  const unpack = fromPages(pagesOf(bytes, metadata, columns));
  const parsers = {
    timestampFromMilliseconds: Number,
    timestampFromMicroseconds: (micros: bigint) => Number(micros / 1000n),
    timestampFromNanoseconds: (nanos: bigint) => Number(nanos / 1_000_000n),
  };
  const compressors = { ZSTD: unpack, SNAPPY: unpack };
  const scan = await parquetScan({ file, metadata, columns, compressors, parsers });
  const read = await Promise.all(
    columns.map(async (column) => {
      const cells: unknown[] = [];
      for (const range of scan.ranges) {
        for (const cell of await scan.readColumn({ column, ...range })) cells.push(cell);
      }
      return cells;
    }),
  );
  return barsOf(rows, read[0]!, read.slice(1, 5), read[5] ?? null);
}

/** The pages of the columns, checked. Every one of them has to be flat: a bar has one price. */
function pagesOf(
  bytes: Uint8Array,
  { schema, row_groups }: FileMetaData,
  wanted: readonly string[],
): UnpackedPage[] {
  const [root, ...elements] = schema;
  const byName = new Map(elements.map((element) => [element.name, element]));
  if (root?.num_children !== elements.length || byName.size !== elements.length) {
    throw new ArchiveError('file-damaged', 'no price file: its columns are nested');
  }
  const pages: UnpackedPage[] = [];
  for (const { num_rows, columns } of row_groups) {
    for (const { meta_data: meta, file_path } of columns) {
      const name = meta?.path_in_schema.join('.') ?? '';
      if (!wanted.includes(name)) continue;
      const element = byName.get(name)!;
      if (file_path !== undefined || !isFlat(element) || meta!.type !== element.type) {
        throw new ArchiveError('file-damaged', `no price file: its column ${name} is no number`);
      }
      const start = Number(meta!.dictionary_page_offset || meta!.data_page_offset);
      const chunk = bytes.subarray(start, start + Number(meta!.total_compressed_size));
      const isOptional = element.repetition_type === 'OPTIONAL';
      const limits = { rows: Number(num_rows), isOptional, codec: meta!.codec };
      pages.push(...openPages(chunk, limits));
    }
  }
  return pages;
}

function isFlat({ type, repetition_type, num_children = 0 }: SchemaElement): boolean {
  return flatTypes.includes(type) && repetition_type !== 'REPEATED' && num_children === 0;
}

function barsOf(
  rows: number,
  times: readonly unknown[],
  values: readonly (readonly unknown[])[],
  volumes: readonly unknown[] | null,
): Bars {
  const numbers = values.map((column) => column.map((cell) => Number(cell ?? Number.NaN)));
  const instants = times.map((cell) => timeOf(cell) ?? Number.NaN);
  const isBar = (row: number) =>
    !Number.isNaN(instants[row]) && numbers.every((column) => !Number.isNaN(column[row]));
  const order = Array.from({ length: rows }, (_, row) => row).filter(isBar);
  order.sort((a, b) => instants[a]! - instants[b]!);
  const [open, high, low, close] = numbers.map((column) => order.map((row) => column[row]!));
  return {
    time: order.map((row) => instants[row]!),
    open: open!,
    high: high!,
    low: low!,
    close: close!,
    volume: order.map((row) => {
      const volume = volumes?.[row];
      return typeof volume === 'number' && Number.isFinite(volume) ? volume : null;
    }),
  };
}

function timeOf(value: unknown): number | null {
  const time =
    value instanceof Date
      ? value.getTime()
      : typeof value === 'string'
        ? Date.parse(value)
        : typeof value === 'bigint' || typeof value === 'number'
          ? Number(value)
          : Number.NaN;
  return Number.isFinite(time) ? time : null;
}
