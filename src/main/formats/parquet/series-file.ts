import { corrupt } from '../exact/pyarrow/thrift-reader.ts';
import { readAnySeriesFile } from './any-series-file.ts';
import { type Footer, readFooter } from './footer.ts';
import { checkSizes } from './guard/check-sizes.ts';
import {
  CODEC_NONE,
  CODEC_ZSTD,
  knownEncodings,
  type NumberColumn,
  readNumberColumn,
} from './number-column.ts';
import { columnsOf, type SeriesColumns } from './series-columns.ts';

/** More points than any run can have: ten million minutes are 19 years. A claim beyond is not believed. */
export const MOST_POINTS = 10_000_000;

/**
 * Reads a Parquet file of the two columns `ts` and `value` (FORMATS §4). What pyarrow writes, any release
 * of it, is read here; another valid shape of the same two columns goes to a general reader. Throws
 * `blob-corrupt` for what is neither.
 */
export function readSeriesFile(file: Uint8Array): SeriesColumns {
  const footer = readFooter(file);
  const claimed = footer.rowGroups.reduce((sum, { rows }) => sum + Math.max(0, rows), 0);
  if (footer.rows !== claimed) throw corrupt(0, 'miscounts its rows');
  if (claimed > MOST_POINTS) throw corrupt(0, `claims ${claimed} points`);
  const known = isPyarrowShape(footer) ? readPyarrowShape(file, footer) : null;
  if (known !== null) return known;
  checkSizes(file, footer);
  return readAnySeriesFile(file, claimed);
}

function isPyarrowShape({ columns, rowGroups }: Footer): boolean {
  const [time, value] = columns;
  const areTwoNumbers =
    columns.length === 2 &&
    columns.every(({ isPlain }) => isPlain) &&
    time?.name === 'ts' &&
    time.physicalType === 2 &&
    value?.name === 'value' &&
    value.physicalType === 5;
  const chunks = rowGroups.flatMap((group) => group.chunks);
  return (
    areTwoNumbers &&
    rowGroups.every((group) => group.chunks.length === 2) &&
    chunks.every(({ codec }) => codec === CODEC_NONE || codec === CODEC_ZSTD) &&
    chunks.every(({ encodings }) => encodings.every((encoding) => knownEncodings.has(encoding)))
  );
}

function readPyarrowShape(
  file: Uint8Array,
  { rows, columns, rowGroups }: Footer,
): SeriesColumns | null {
  const instants = new BigInt64Array(rows);
  const value = new Float64Array(rows);
  const times = columnOver(instants, columns[0]?.isOptional === true);
  const values = columnOver(value, columns[1]?.isOptional === true);
  let first = 0;
  for (const group of rowGroups) {
    const [timeChunk, valueChunk] = group.chunks;
    const last = first + group.rows;
    const isRead =
      readNumberColumn(file, timeChunk!, times, first, last) &&
      readNumberColumn(file, valueChunk!, values, first, last);
    if (!isRead) return null;
    first = last;
  }
  return columnsOf(instants, times.isNull, value, values.isNull);
}

function columnOver(numbers: BigInt64Array | Float64Array, isOptional: boolean): NumberColumn {
  const words = new Uint32Array(numbers.buffer, numbers.byteOffset, numbers.length * 2);
  return { words, isNull: new Uint8Array(numbers.length), isOptional };
}
