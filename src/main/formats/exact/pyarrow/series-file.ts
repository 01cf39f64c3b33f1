import { type ByteSink, createByteSink } from '../bytes/byte-sink.ts';
import { type ColumnChunk, type CompressPage, writeColumnChunk } from './column-chunk.ts';
import type { SeriesColumn } from './column-pages.ts';
import type { PyarrowProfile } from './pyarrow-profile.ts';
import { type ThriftWriter, thriftStruct } from './thrift-writer.ts';

/** (time, value) points of one series. Times are epoch milliseconds; `nulls[i]` is 1 where the value is null. */
export interface SeriesPoints {
  time: BigInt64Array;
  value: Float64Array;
  nulls: Uint8Array | null;
}

const MAGIC = Uint8Array.of(0x50, 0x41, 0x52, 0x31);
const text = (value: string) => new TextEncoder().encode(value);

/**
 * The very bytes of `pq.write_table(pa.table({ts, value}), compression="zstd", compression_level=5)` by the
 * pyarrow release of the profile (byte-exact-lab.md).
 */
export function encodePyarrowSeries(
  points: SeriesPoints,
  profile: PyarrowProfile,
  compress: CompressPage,
): Uint8Array {
  return createSeriesEncoder(compress)(points, profile);
}

/**
 * An encoder that remembers the `ts` column of a time array it has written: the five daily series of
 * a run share one array, and it opens every file at the same place.
 */
export function createSeriesEncoder(compress: CompressPage) {
  const known = new WeakMap<BigInt64Array, WrittenTimes>();

  return (points: SeriesPoints, profile: PyarrowProfile): Uint8Array => {
    const count = points.time.length;
    if (count > profile.rowGroupSize) return writeFile(points, profile, compress, writeTimes);
    return writeFile(points, profile, compress, (file, from, to) => {
      const earlier = known.get(points.time);
      if (earlier !== undefined && earlier.profile === profile) {
        file.bytes(earlier.bytes);
        return earlier.chunk;
      }
      const start = file.length;
      const chunk = writeTimes(file, from, to);
      known.set(points.time, { profile, chunk, bytes: file.view().slice(start) });
      return chunk;
    });

    function writeTimes(file: ByteSink, from: number, to: number): ColumnChunk {
      const column: SeriesColumn = { name: 'ts', values: points.time, nulls: null };
      return writeColumnChunk(file, column, from, to, profile, compress);
    }
  };
}

interface WrittenTimes {
  profile: PyarrowProfile;
  chunk: ColumnChunk;
  bytes: Uint8Array;
}

interface RowGroup {
  rows: number;
  columns: readonly [ColumnChunk, ColumnChunk];
}

function writeFile(
  points: SeriesPoints,
  profile: PyarrowProfile,
  compress: CompressPage,
  writeTimes: (file: ByteSink, from: number, to: number) => ColumnChunk,
): Uint8Array {
  const count = points.time.length;
  const file = createByteSink(1024 + count * 10);
  const values: SeriesColumn = { name: 'value', values: points.value, nulls: points.nulls };
  const groups: RowGroup[] = [];
  file.bytes(MAGIC);
  for (let from = 0; from === 0 || from < count; from += profile.rowGroupSize) {
    const to = Math.min(count, from + profile.rowGroupSize);
    const time = writeTimes(file, from, to);
    const value = writeColumnChunk(file, values, from, to, profile, compress);
    groups.push({ rows: to - from, columns: [time, value] });
  }
  const footer = thriftStruct((writer) => writeFooter(writer, groups, count, profile));
  file.bytes(footer);
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, footer.length, true);
  file.bytes(length);
  file.bytes(MAGIC);
  return file.view();
}

function writeFooter(
  writer: ThriftWriter,
  groups: readonly RowGroup[],
  rows: number,
  profile: PyarrowProfile,
): void {
  writer.i32(1, 2);
  writer.structList(2, ['schema', 'ts', 'value'], (name) => {
    if (name === 'schema') {
      writer.i32(3, 0);
      writer.binary(4, text(name));
      writer.i32(5, 2);
      return;
    }
    writer.i32(1, name === 'ts' ? 2 : 5);
    writer.i32(3, 1);
    writer.binary(4, text(name));
  });
  writer.i64(3, rows);
  writer.structList(4, groups, ({ columns, rows: groupRows }) => {
    const [time, value] = columns;
    writer.structList(1, columns, (column) => column.writeMetadata(writer));
    writer.i64(2, time.uncompressedBytes + value.uncompressedBytes);
    writer.i64(3, groupRows);
    writer.i64(5, time.dictionaryOffset);
    writer.i64(6, time.compressedBytes + value.compressedBytes);
    if (profile.numbersRowGroups) {
      writer.i16(
        7,
        groups.findIndex((group) => group.columns === columns),
      );
    }
  });
  writer.structList(5, [profile.arrowSchema], (schema) => {
    writer.binary(1, text('ARROW:schema'));
    writer.binary(2, schema);
  });
  writer.binary(6, text(profile.createdBy));
  writer.structList(7, [0, 0], () => writer.struct(1, () => {}));
}
