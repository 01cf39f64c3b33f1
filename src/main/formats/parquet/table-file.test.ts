import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { describe, expect, it } from 'vitest';
import { readingZstd } from '../zstd/zstd.ts';
import { forEachBatch } from './any-series-file.ts';
import { type TableCells, type TableColumn, writeTable } from './table-file.ts';

const columns: TableColumn[] = [
  { name: 'algorithm', kind: 'text' },
  { name: 'sharpe', kind: 'float64' },
  { name: 'trades', kind: 'int64' },
  { name: 'start', kind: 'time' },
];
const october = Date.UTC(2021, 9, 1);
const firstGroup: TableCells[] = [
  ['sweep_1', null, 'Стратегия 🚀'],
  [1.5, Number.NaN, -0],
  [3, null, 9_223_372_036_854_775_807n],
  [october, null, -1],
];
const secondGroup: TableCells[] = [[''], [Number.NEGATIVE_INFINITY], [-7], [0]];

describe('a table written as Parquet', () => {
  const { file, rows, bytes, parts } = write(columns, [firstGroup, secondGroup]);

  it('holds every cell, null and number as it was', async () => {
    const read = await parquetReadObjects({ file: asyncBuffer(file), compressors });
    expect(read).toEqual([
      { algorithm: 'sweep_1', sharpe: 1.5, trades: 3n, start: new Date(october) },
      { algorithm: null, sharpe: Number.NaN, trades: null, start: null },
      {
        algorithm: 'Стратегия 🚀',
        sharpe: -0,
        trades: 9_223_372_036_854_775_807n,
        start: new Date(-1),
      },
      {
        algorithm: '',
        sharpe: Number.NEGATIVE_INFINITY,
        trades: -7n,
        start: new Date(0),
      },
    ]);
  });

  it('is read the same by the general reader, with times as UTC', () => {
    const sharpes: (number | null)[] = [];
    const formats: string[] = [];
    forEachBatch(file, (batch) => {
      const [, sharpe, , start] = batch;
      for (let row = 0; row < sharpe!.length; row++) {
        sharpes.push(sharpe!.isNull(row) ? null : sharpe!.numberAt(row));
      }
      formats.push(start!.format);
    });
    expect(sharpes).toEqual([1.5, Number.NaN, -0, Number.NEGATIVE_INFINITY]);
    expect(new Set(formats)).toEqual(new Set(['tsm:UTC']));
  });

  it('comes in parts, one for each row group and the rest', () => {
    expect(parts).toBe(3);
    expect({ rows, bytes }).toEqual({ rows: 4, bytes: file.length });
    const metadata = parquetMetadata(bufferOf(file));
    expect(metadata.row_groups.map(({ num_rows }) => Number(num_rows))).toEqual([3, 1]);
    const codecs = metadata.row_groups[0]!.columns.map((column) => column.meta_data?.codec);
    expect(new Set(codecs)).toEqual(new Set(['ZSTD']));
  });

  it('may have no rows at all', async () => {
    const empty = write(columns, []);
    expect(empty.rows).toBe(0);
    expect(await parquetReadObjects({ file: asyncBuffer(empty.file), compressors })).toEqual([]);
    expect(
      parquetMetadata(bufferOf(empty.file))
        .schema.slice(1)
        .map(({ name }) => name),
    ).toEqual(columns.map(({ name }) => name));
  });

  it.each<[string, TableColumn['kind'], string | number]>([
    ['text in a column of numbers', 'float64', 'many'],
    ['a number in a column of texts', 'text', 1],
    ['half a trade', 'int64', 1.5],
    ['a time that is none', 'time', Number.NaN],
  ])('refuses %s', (_case, kind, cell) => {
    expect(() => write([{ name: 'one', kind }], [[[cell]]])).toThrow(TypeError);
  });
});

const compressors = {
  ['ZSTD' as const]: (page: Uint8Array, size: number) => readingZstd().decompress(page, size),
};

function write(of: TableColumn[], groups: TableCells[][]) {
  const parts: Uint8Array[] = [];
  const { rows, bytes } = writeTable(of, groups, (part) => parts.push(part));
  return { file: Buffer.concat(parts), rows, bytes, parts: parts.length };
}

function bufferOf(file: Buffer): ArrayBuffer {
  return new Uint8Array(file).buffer;
}

function asyncBuffer(file: Buffer) {
  const buffer = bufferOf(file);
  return {
    byteLength: buffer.byteLength,
    slice: (from: number, to?: number) => buffer.slice(from, to),
  };
}
