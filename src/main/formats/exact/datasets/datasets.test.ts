import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { describe, expect, it } from 'vitest';
import { readingZstd } from '../../zstd/zstd.ts';
import { type ColumnCells, cellsOf } from '../cells/column-cells.ts';
import { datasetNames, datasets } from './dataset-columns.ts';
import { fileOfBytes, openDataset, readDataset, readRanges, rowsOf } from './read-dataset.ts';
import { type RunTable, runIdOf } from './run-table.ts';
import { writeDataset } from './write-dataset.ts';

/** `count` snapshots an hour apart, worth `value(i)`. */
function snapshots(count: number, value: (i: number) => number): RunTable {
  const indices = Array.from({ length: count }, (_, i) => i);
  return {
    rows: count,
    columns: {
      ts: cellsOf(
        'time',
        indices.map((i) => i * 3_600_000),
      ),
      total_value: cellsOf('real', indices.map(value)),
      trading_symbol: cellsOf(
        'text',
        indices.map((i) => (i === 0 ? null : 'EUR')),
      ),
    },
  };
}

const nullsWritten = (cells: ColumnCells) =>
  cells.kind === 'text' || cells.nulls !== null
    ? cells
    : { ...cells, nulls: new Uint8Array(cells.values.length) };

async function readAll(name: 'portfolio_snapshots' | 'trades', bytes: Uint8Array) {
  const dataset = await openDataset(name, fileOfBytes(bytes));
  return readDataset(dataset, 0, dataset.rows);
}

describe('a dataset file', () => {
  it('gives every run its rows back', async () => {
    const runs = [3, 0, 70_000, 50_000, 1].map((rows, run) => ({
      id: runIdOf('ab'.repeat(32), run),
      table: snapshots(rows, (i) => 1000 * run + i / 7),
    }));
    const { bytes, ranges, rows } = writeDataset('portfolio_snapshots', runs);
    expect(rows).toBe(120_004);
    const dataset = await openDataset('portfolio_snapshots', fileOfBytes(bytes));
    for (const [i, { id, from, to }] of ranges.entries()) {
      expect(id).toBe(runs[i]!.id);
      const table = await readDataset(dataset, from, to, ['ts', 'total_value', 'trading_symbol']);
      expect(table.rows).toBe(runs[i]!.table.rows);
      if (table.rows === 0) continue;
      expect(table.columns.total_value?.values).toEqual(runs[i]!.table.columns.total_value?.values);
      expect(table.columns.ts?.values).toEqual(runs[i]!.table.columns.ts?.values);
    }
    expect(await readRanges(dataset)).toEqual(ranges.filter(({ from, to }) => to > from));
    const last = ranges[3]!;
    const all = await readDataset(dataset, 0, rows);
    expect(rowsOf(all, last.from, last.to).columns.total_value?.values).toEqual(
      runs[3]!.table.columns.total_value?.values,
    );
  });

  it('cuts row groups between runs', () => {
    const runs = [60_000, 60_000, 60_000].map((rows, run) => ({
      id: `r-${run}`,
      table: snapshots(rows, (i) => i),
    }));
    const { bytes } = writeDataset('portfolio_snapshots', runs);
    const groups = parquetMetadata(new Uint8Array(bytes).buffer).row_groups;
    expect(groups.map((group) => Number(group.num_rows))).toEqual([120_000, 60_000]);
  });

  it('keeps every bit of a number: -0, NaN, infinities, the smallest and the largest', async () => {
    const odd = [0, -0, 1, Number.NaN, -0, Number.POSITIVE_INFINITY, 5e-324, -Number.MAX_VALUE];
    const values = Array.from({ length: 4000 }, (_, i) => odd[i % odd.length]!);
    const withNulls = values.map((value, i) => (i % 5 === 0 ? null : value));
    const table: RunTable = {
      rows: values.length,
      columns: { total_value: cellsOf('real', values), unallocated: cellsOf('real', withNulls) },
    };
    const { bytes } = writeDataset('portfolio_snapshots', [{ id: 'r-0', table }]);
    const back = await readAll('portfolio_snapshots', bytes);
    for (const name of ['total_value', 'unallocated']) {
      const expected = table.columns[name]!;
      const got = nullsWritten(back.columns[name]!);
      expect(got).toEqual(nullsWritten(expected));
      const values = got.values as Float64Array;
      expect(Array.from(values, (value) => Object.is(value, -0))).toEqual(
        Array.from(expected.values as Float64Array, (value) => Object.is(value, -0)),
      );
    }
  });

  it('keeps text as it is, marks and empty text included', async () => {
    const texts = ['', 'BTC', '\ufeffmark', 'é😀', null, 'a\u0000b', 'x'.repeat(5000)];
    const table: RunTable = { rows: texts.length, columns: { trade_id: cellsOf('text', texts) } };
    const { bytes } = writeDataset('trades', [{ id: 'r-0', table }]);
    const back = await readAll('trades', bytes);
    expect(back.columns.trade_id?.values).toEqual(texts);
  });

  it('has every column of the dataset, and leaves a column out of memory that is null throughout', async () => {
    const { bytes } = writeDataset('trades', [{ id: 'r-0', table: { rows: 2, columns: {} } }]);
    const schema = parquetMetadata(new Uint8Array(bytes).buffer).schema.slice(1);
    const names = datasets.trades.columns.map(({ name }) => name);
    expect(schema.map(({ name }) => name)).toEqual(['run_id', ...names]);
    expect(await readAll('trades', bytes)).toEqual({ rows: 2, columns: {} });
  });

  it('is read by another reader with its run ids and UTC times', async () => {
    const { bytes } = writeDataset('portfolio_snapshots', [
      { id: 'r-0', table: snapshots(2, (i) => i) },
    ]);
    const rows = await parquetReadObjects({
      file: new Uint8Array(bytes).buffer,
      compressors: { ZSTD: (page, length) => readingZstd().decompress(page, length) },
    });
    expect(rows[1]).toMatchObject({
      run_id: 'r-0',
      ts: new Date(3_600_000),
      total_value: 1,
      trading_symbol: 'EUR',
      unallocated: null,
    });
  });

  it('may be empty', async () => {
    const { bytes, rows } = writeDataset('orders', []);
    expect(rows).toBe(0);
    expect((await openDataset('orders', fileOfBytes(bytes))).rows).toBe(0);
  });
});

describe('the datasets', () => {
  it.each(datasetNames)('%s names each column and each field once', (name) => {
    const { columns } = datasets[name];
    expect(new Set(columns.map((column) => column.name)).size).toBe(columns.length);
    const keys = columns.flatMap(({ key }) => (key === null ? [] : [key]));
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('have the columns of the seed design', () => {
    const names = (name: 'portfolio_snapshots' | 'trades') =>
      datasets[name].columns.map((column) => column.name);
    expect(names('portfolio_snapshots')).toEqual(
      expect.arrayContaining(
        'ts portfolio_id trading_symbol unallocated total_value total_net_gain total_revenue total_cost cash_flow net_size pending_value'.split(
          ' ',
        ),
      ),
    );
    expect(names('trades')).toEqual(
      expect.arrayContaining(
        'trade_id symbol opened_at closed_at side amount open_price close_price net_gain'.split(
          ' ',
        ),
      ),
    );
  });
});
