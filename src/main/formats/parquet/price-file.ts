import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { ArchiveError } from '#contract/archive-error.ts';
import { readingZstd } from '../zstd/zstd.ts';

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
const MOST_BARS = 20_000_000;

/**
 * Reads a price file of the framework: its columns as the data frame had them, in any case. Bars without a time
 * or a price are left out. Throws `file-damaged` where it is no such file.
 */
export async function readPriceFile(bytes: Uint8Array): Promise<Bars> {
  try {
    return await readBars(bytes);
  } catch (cause) {
    if (cause instanceof ArchiveError) throw cause;
    throw new ArchiveError('file-damaged', 'the price file cannot be read as Parquet', { cause });
  }
}

async function readBars(bytes: Uint8Array): Promise<Bars> {
  const file = new Uint8Array(bytes).buffer;
  const metadata = parquetMetadata(file);
  if (metadata.num_rows > MOST_BARS) {
    throw new ArchiveError('file-too-large', `the price file has ${metadata.num_rows} bars`);
  }
  const columns = metadata.schema.slice(1).map(({ name }) => name);
  const find = (names: readonly string[]) =>
    columns.find((column) => names.includes(column.toLowerCase()));
  const [time, ...values] = [find(timeNames), ...valueNames.map((name) => find([name]))];
  if (time === undefined || values.includes(undefined)) {
    throw new ArchiveError('file-damaged', `no price file: its columns are ${columns.join(', ')}`);
  }
  const volume = find(['volume']);
  const rows = await parquetReadObjects({
    file,
    metadata,
    columns: [time, ...(values as string[]), ...(volume === undefined ? [] : [volume])],
    compressors: {
      ZSTD: (page: Uint8Array, length: number) => readingZstd().decompress(page, length),
    },
  });
  return barsOf(rows, time, values as string[], volume);
}

function barsOf(
  rows: readonly Record<string, unknown>[],
  timeName: string,
  valueNames: readonly string[],
  volumeName: string | undefined,
): Bars {
  const bars: Bars = { time: [], open: [], high: [], low: [], close: [], volume: [] };
  const read = rows.flatMap((row) => {
    const time = timeOf(row[timeName]);
    const values = valueNames.map((name) => Number(row[name] ?? Number.NaN));
    return time === null || values.some(Number.isNaN) ? [] : [{ time, values, row }];
  });
  read.sort((a, b) => a.time - b.time);
  for (const { time, values, row } of read) {
    const [open, high, low, close] = values as [number, number, number, number];
    const volume = volumeName === undefined ? null : row[volumeName];
    bars.time.push(time);
    bars.open.push(open);
    bars.high.push(high);
    bars.low.push(low);
    bars.close.push(close);
    bars.volume.push(typeof volume === 'number' && Number.isFinite(volume) ? volume : null);
  }
  return bars;
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
