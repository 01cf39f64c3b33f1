import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { idOf, madeBatch } from '#testing/batch-manifest.ts';
import { cellsOf } from '../../formats/exact/cells/column-cells.ts';
import { type RunTable, runIdOf } from '../../formats/exact/datasets/run-table.ts';
import { writeDataset } from '../../formats/exact/datasets/write-dataset.ts';
import { type DatasetName, layout } from './layout.ts';
import { liveSet } from './live-set.ts';
import type { NamedManifest } from './read-manifests.ts';
import { viewsSql } from './views-sql.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "strata-view's-"));
});
afterEach(() => rm(root, { recursive: true }));

const DAY = 86_400_000;
const none = new Map<string, number>();

describe('the views of an archive', () => {
  it('have every column where there is not a single file', async () => {
    const rows = await ask([], none, 'SELECT count(*), count(close_price) FROM trades');
    expect(rows).toEqual([['0', '0']]);
    expect(await ask([], none, 'SELECT count(*) FROM metric_series')).toEqual([['0']]);
  });

  it('show a backtest that two files hold once, as the later one has it', async () => {
    const batches = [await stored('a', 1, { 1: 100, 2: 200 }), await stored('b', 2, { 2: 201 })];
    expect(await ask(batches, none, firstValues)).toEqual([
      ['1', 100],
      ['2', 201],
    ]);
  });

  it('leave a deleted backtest out, though its rows lie in a file with others', async () => {
    const batches = [await stored('a', 1, { 1: 100, 2: 200 })];
    const tombstones = new Map([[idOf('2'), 1]]);
    expect(await ask(batches, tombstones, firstValues)).toEqual([['1', 100]]);
    expect(await ask(batches, tombstones, 'SELECT count(*) FROM backtests')).toEqual([['1']]);
    const series = 'SELECT DISTINCT left(run_id, 1) FROM metric_series';
    expect(await ask(batches, tombstones, series)).toEqual([['1']]);
  });

  it('read no file of a batch of which nothing counts', async () => {
    const batches = [await stored('a', 1, { 1: 100 }), await stored('b', 2, { 1: 101 })];
    await rm(join(root, layout.datasetFile('portfolio_snapshots', hashOf('a', 2))));
    expect(await ask(batches, none, firstValues)).toEqual([['1', 101]]);
  });
});

describe('metric_series', () => {
  const yearly = `SELECT strftime(ts AT TIME ZONE 'UTC', '%Y-%m-%d'), round(value, 12)
    FROM metric_series WHERE metric_name = 'yearly_returns' ORDER BY ts`;

  it('has no series that the bundle does not have', async () => {
    const batches = [await stored('a', 1, { 1: 100 }, 'equity_curve')];
    const names = 'SELECT DISTINCT metric_name FROM metric_series';
    expect(await ask(batches, none, names)).toEqual([['equity_curve']]);
    const without = [await stored('b', 2, { 1: 100 }, null)];
    expect(await ask(without, none, names)).toEqual([]);
  });

  it('counts the first year only for bundles that do', async () => {
    const batches = [await stored('a', 1, { 1: 100 }, 'yearly_returns')];
    expect(await ask(batches, none, yearly)).toEqual([['2022-01-01', 0.02]]);
    const others = [await stored('b', 2, { 1: 100 }, 'yearly_returns:1')];
    expect(await ask(others, none, yearly)).toEqual([
      ['2021-01-01', 0.01],
      ['2022-01-01', 0.02],
    ]);
  });

  it('takes the first of the snapshots that share an instant, but for series with a point for each', async () => {
    const batches = [await stored('a', 1, { 1: 100 }, 'equity_curve yearly_returns')];
    const curve = `SELECT value FROM metric_series WHERE metric_name = 'equity_curve'`;
    expect(await ask(batches, none, curve)).toEqual([[100], [101], [103.02], [999]]);
    expect(await ask(batches, none, yearly)).toEqual([['2022-01-01', 0.02]]);
  });
});

const firstValues = `SELECT left(run_id, 1), arg_min(total_value, ts) FROM portfolio_snapshots
  GROUP BY run_id ORDER BY run_id`;

/** Writes a batch with a run for each digit: worth `start`, then 1 % more, 2 % more the year after, and a repeated instant. */
async function stored(
  name: string,
  seq: number,
  starts: Record<string, number>,
  derived: string | null = 'equity_curve',
): Promise<NamedManifest> {
  const digits = Object.keys(starts);
  const from = Date.UTC(2021, 11, 30);
  const tables = {
    backtests: () => ({ rows: 1, columns: {} }),
    runs: () => ({ rows: 1, columns: { derived_series: cellsOf('text', [derived]) } }),
    portfolio_snapshots: (digit: string) => ({
      rows: 4,
      columns: {
        ts: cellsOf('time', [from, from + DAY, from + 2 * DAY, from + 2 * DAY]),
        total_value: cellsOf(
          'real',
          [1, 1.01, 1.0302, 9.99].map((x) => x * starts[digit]!),
        ),
        cash_flow: cellsOf('real', [0, 0, 0, 0]),
      },
    }),
  } satisfies Partial<Record<DatasetName, (digit: string) => RunTable>>;
  const datasets: Partial<Record<DatasetName, string>> = {};
  for (const [i, dataset] of (Object.keys(tables) as (keyof typeof tables)[]).entries()) {
    const parts = digits.map((digit) => ({
      id: dataset === 'backtests' ? idOf(digit) : runIdOf(idOf(digit), 0),
      table: tables[dataset](digit) as RunTable,
    }));
    datasets[dataset] = hashOf(name, i);
    const file = join(root, layout.datasetFile(dataset, hashOf(name, i)));
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, writeDataset(dataset, parts).bytes);
  }
  return madeBatch({ name, seq, holds: digits.join(''), datasets });
}

function hashOf(name: string, dataset: number): string {
  return `${name}${dataset}`.repeat(32);
}

async function ask(
  manifests: readonly NamedManifest[],
  tombstones: ReadonlyMap<string, number>,
  sql: string,
): Promise<unknown[][]> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  try {
    await connection.run(viewsSql(liveSet(manifests, tombstones).batches, `${root}/`));
    return (await connection.runAndReadAll(sql)).getRowsJson() as unknown[][];
  } finally {
    connection.closeSync();
  }
}
