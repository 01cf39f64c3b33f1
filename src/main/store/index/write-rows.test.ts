import { describe, expect, it } from 'vitest';
import { adviceFor } from '#contract/advice.ts';
import type { CellValue } from '#contract/column.ts';
import type { ColumnFacts } from '#contract/operations.ts';
import { aBundle, aFile, bundleAt } from '#testing/index-builders.ts';
import { temporaryFolder } from '#testing/temporary-folder.ts';
import { findBacktest } from './find-backtest.ts';
import type { IndexWriter } from './index-handle.ts';
import { readFailures, readKnownFiles } from './known-files.ts';
import { listColumns } from './list-columns.ts';
import { openIndexReader, openIndexWriter } from './open-index.ts';
import { queryRows } from './query-rows.ts';
import { type IndexChange, writeChanges } from './write-rows.ts';

describe('writing', () => {
  const folder = temporaryFolder();
  const file = () => folder.at('index.sqlite');
  const write = (...batches: IndexChange[][]) =>
    withWriter((writer) => batches.map((changes) => writeChanges(writer, changes)).at(-1));

  function withWriter<Result>(work: (writer: IndexWriter) => Result): Result {
    const writer = openIndexWriter(file(), { rebuild: false });
    try {
      return work(writer);
    } finally {
      writer.close();
    }
  }

  function withReader<Result>(
    work: (reader: ReturnType<typeof openIndexReader>) => Result,
  ): Result {
    const reader = openIndexReader(file());
    try {
      return work(reader);
    } finally {
      reader.close();
    }
  }

  const handles = () =>
    withReader((reader) =>
      queryRows(reader, {
        rows: 'backtests',
        filter: '',
        quick: '',
        sort: [],
        columns: ['tag'],
        offset: 0,
        limit: 100,
      }).rows.map((row) => `${row.handle}:${row.cells[0]}`),
    );

  it('a bundle fills every table', () => {
    const state = write([
      bundleAt('sweep/one.iafbt', {
        bundleId: 'c0ffee'.padEnd(64, '0'),
        algorithmId: 'ema',
        tag: 'sweep',
        parametersJson: '{"ema_fast": 5}',
        strategyIdsJson: '["s"]',
        strategyIds: ['s', 't'],
        studyNames: ['x', 'y'],
        summary: {
          sharpe_ratio: 1.5,
          cagr: Number.NaN,
          profit_factor: Infinity,
          number_of_trades: 3,
        },
        parameters: { ema_fast: 5, mode: 'fast', on: true, none: null, list: [1, 2] },
        runs: [
          {
            window: 'w1',
            start: 10,
            end: 20,
            symbols: ['ETH', 'BTC'],
            tradingSymbol: 'EUR',
            createdAt: 5,
            metrics: { max_drawdown: 0.1 },
          },
          {
            window: 'w2',
            start: 5,
            end: 30,
            symbols: ['BTC'],
            tradingSymbol: 'EUR',
            createdAt: 7,
            metrics: { max_drawdown: 0.4 },
          },
          { window: 'w3', metrics: null },
        ],
      }),
    ]);
    expect(state).toEqual({ version: 1, backtests: 1, studies: 0, runs: 3 });
    const found = withReader((reader) => findBacktest(reader, 'sweep/one'));
    expect(found).toMatchObject({
      id: 'c0ffee'.padEnd(64, '0'),
      folder: 'sweep',
      fileName: 'one.iafbt',
      size: 5000,
      modifiedAt: 1_700_000_000_000,
      parametersJson: '{"ema_fast": 5}',
      strategyIdsJson: '["s"]',
      parameters: [
        { name: 'ema_fast', value: 5 },
        { name: 'mode', value: 'fast' },
        { name: 'on', value: 'true' },
        { name: 'none', value: null },
        { name: 'list', value: '[1,2]' },
      ],
      values: {
        handle: 'sweep/one',
        symbols: 'BTC ETH',
        trading_symbol: 'EUR',
        windows: 'w1 w2 w3',
        start: 5,
        end: 30,
        created_at: 7,
        worst_drawdown: 0.4,
        strategy_ids: 's,t',
        study_names: 'x,y',
        number_of_runs: 3,
        sharpe_ratio: 1.5,
        cagr: null,
        profit_factor: 'inf',
        number_of_trades: 3,
      },
    });
    expect(found.runs.map((run) => run.values.window)).toEqual(['w1', 'w2', 'w3']);
    expect(found.runs[2]?.values).toMatchObject({ run: 2, max_drawdown: null, symbols: null });
  });

  it('binds odd values as SQLite would, and keeps the row', () => {
    write([
      bundleAt('odd.iafbt', {
        riskFreeRate: '0.5',
        summary: {
          cagr: '[1, 2]',
          sharpe_ratio: '1.25',
          number_of_trades: 1.5,
          number_of_windows: 2n ** 64n,
          max_drawdown: 7n,
        },
      }),
    ]);
    withReader((reader) => {
      expect(
        reader.db
          .prepare(
            'SELECT summary_cagr, summary_sharpe_ratio, summary_number_of_trades, summary_number_of_windows, summary_max_drawdown, risk_free_rate FROM backtest_index',
          )
          .raw()
          .get(),
      ).toEqual(['[1, 2]', 1.25, 1.5, 2 ** 64, 7, 0.5]);
      expect(findBacktest(reader, 'odd').values).toMatchObject({
        cagr: null,
        sharpe_ratio: 1.25,
        number_of_trades: 1.5,
        number_of_windows: 2 ** 64,
        max_drawdown: 7,
        risk_free_rate: 0.5,
      });
    });
  });

  it('a changed bundle keeps its row numbers, and loses the runs and parameters it no longer has', () => {
    const numbers = () =>
      withReader((reader) => {
        const { no, runs, parameters } = findBacktest(reader, 'a');
        return { no, runs: runs.map((run) => run.no), parameters: parameters.map((p) => p.name) };
      });
    write([
      bundleAt('a.iafbt', { parameters: { x: 1, y: 2 }, runs: [{}, {}, {}] }),
      bundleAt('b.iafbt'),
    ]);
    const before = numbers();
    const state = write([
      bundleAt('a.iafbt', { tag: 'new', parameters: { y: 3, z: 4 }, runs: [{}, {}] }),
    ]);
    expect(state).toEqual({ version: 2, backtests: 2, studies: 0, runs: 3 });
    expect(numbers()).toEqual({
      no: before.no,
      runs: before.runs.slice(0, 2),
      parameters: ['y', 'z'],
    });
  });

  it('files that trade places in one batch keep their rows', () => {
    write([
      bundleAt('a.iafbt', { tag: 'A' }),
      bundleAt('b.iafbt', { tag: 'B' }),
      bundleAt('c.iafbt', { tag: 'C' }),
    ]);
    write([
      { kind: 'moved', from: 'a', facts: aFile('b.iafbt', { size: 1 }) },
      { kind: 'moved', from: 'b', facts: aFile('sub/a.iafbt', { size: 2 }) },
      bundleAt('a.iafbt', { tag: 'new' }),
    ]);
    expect(handles()).toEqual(['a:new', 'b:A', 'c:C', 'sub/a:B']);
    withReader((reader) => {
      expect(
        reader.db
          .prepare('SELECT bundle_path, bundle_size FROM backtest_index ORDER BY rowid')
          .raw()
          .all(),
      ).toEqual([
        ['b.iafbt', 1],
        ['sub/a.iafbt', 2],
        ['c.iafbt', 5000],
        ['a.iafbt', 5000],
      ]);
    });
  });

  it('a file moved onto another takes its place', () => {
    write([bundleAt('a.iafbt', { tag: 'A' }), bundleAt('b.iafbt', { tag: 'B' })]);
    expect(write([{ kind: 'moved', from: 'a', facts: aFile('b.iafbt') }])).toMatchObject({
      backtests: 1,
      runs: 1,
    });
    expect(handles()).toEqual(['b:A']);
  });

  it('a file that cannot be read any more loses its row and is listed, until it can', () => {
    const failure = {
      code: 'zstd-corrupt',
      message: 'broken',
      offset: 12,
      advice: adviceFor('zstd-corrupt'),
    } as const;
    write(
      [bundleAt('a.iafbt', {})],
      [{ kind: 'failed', facts: aFile('a.iafbt', { size: 7 }), failure }],
    );
    withReader((reader) => {
      expect(readFailures(reader, { offset: 0, limit: 10 })).toEqual({
        total: 1,
        failures: [{ ...failure, file: 'a.iafbt' }],
      });
      expect(readFailures(reader, { offset: 1, limit: 10 })).toEqual({ total: 1, failures: [] });
      expect(readKnownFiles(reader)).toEqual([
        {
          handle: 'a',
          path: 'a.iafbt',
          mtimeNs: 1_700_000_000_000_000_001n,
          size: 7,
          bundleId: null,
        },
      ]);
    });
    expect(write([bundleAt('a.iafbt', {})])).toMatchObject({ backtests: 1, studies: 0, runs: 1 });
    withReader((reader) => expect(readFailures(reader, { offset: 0, limit: 10 }).total).toBe(0));
    write(
      [{ kind: 'failed', facts: aFile('x.iafbt'), failure }],
      [
        { kind: 'gone', handle: 'x' },
        { kind: 'gone', handle: 'never' },
      ],
    );
    withReader((reader) => expect(readFailures(reader, { offset: 0, limit: 10 }).total).toBe(0));
  });

  it('a file that is gone takes its runs and parameters along', () => {
    write([
      bundleAt('a.iafbt', { parameters: { x: 1 } }),
      bundleAt('b.iafbt', { parameters: { x: 2 } }),
    ]);
    expect(write([{ kind: 'gone', handle: 'a' }])).toEqual({
      version: 2,
      backtests: 1,
      studies: 0,
      runs: 1,
    });
    withReader((reader) => {
      for (const table of ['backtests', 'backtest_index', 'runs', 'parameters']) {
        expect(reader.db.prepare(`SELECT count(*) FROM ${table}`).pluck().get(), table).toBe(1);
      }
    });
  });

  it('a batch that fails leaves nothing behind', () => {
    write([bundleAt('a.iafbt', { tag: 'A' })]);
    const broken = {
      kind: 'bundle',
      facts: aFile('c.iafbt'),
      record: { ...aBundle(), tag: {} as unknown as string },
    } as const;
    expect(() => write([bundleAt('b.iafbt', {}), broken])).toThrow(RangeError);
    expect(handles()).toEqual(['a:A']);
    expect(write([bundleAt('d.iafbt', { parameters: { p: 1 } })])).toMatchObject({
      version: 2,
      backtests: 2,
      runs: 2,
    });
  });

  it('nanoseconds come back as they were', () => {
    write([
      {
        kind: 'bundle',
        facts: aFile('a/b.iafbt', { mtimeNs: 1_700_000_001_234_567_891n }),
        record: aBundle({ bundleId: 'f'.repeat(64) }),
      },
    ]);
    expect(withReader((reader) => readKnownFiles(reader))).toEqual([
      {
        handle: 'a/b',
        path: 'a/b.iafbt',
        mtimeNs: 1_700_000_001_234_567_891n,
        size: 5000,
        bundleId: 'f'.repeat(64),
      },
    ]);
  });

  it('the counts of filled columns are those of the tables, whatever was written', () => {
    write(
      [
        bundleAt('a.iafbt', {
          tag: 'x',
          summary: { cagr: 1 },
          parameters: { p: 1, q: 'x', on: true, none: null },
          runs: [{ window: 'w' }, {}],
        }),
        bundleAt('b.iafbt', { summary: null }),
      ],
      [
        bundleAt('a.iafbt', {
          summary: { cagr: null, sharpe_ratio: 2 },
          parameters: { p: 1.5 },
          runs: [{ window: 'w' }, {}, { symbols: ['B'] }],
        }),
        bundleAt('c.iafbt', { tag: 'y', parameters: { p: 'text' } }),
      ],
      [
        { kind: 'gone', handle: 'b' },
        { kind: 'moved', from: 'c', facts: aFile('d/c.iafbt') },
      ],
    );
    withReader((reader) => {
      for (const rows of ['backtests', 'runs'] as const) {
        const columns = listColumns(reader, rows);
        const page = queryRows(reader, {
          rows,
          filter: '',
          quick: '',
          sort: [],
          columns: columns.map((c) => c.key),
          offset: 0,
          limit: 100,
        });
        const counted = columns.map(
          (_, place) =>
            page.rows.filter((row) => isFilled(columns[place]!, row.cells[place]!)).length,
        );
        expect(Object.fromEntries(columns.map((c) => [c.key, c.filled]))).toEqual(
          Object.fromEntries(columns.map((c, place) => [c.key, counted[place]])),
        );
      }
      expect(
        listColumns(reader, 'backtests').filter((c) => c.group === 'parameters'),
      ).toMatchObject([{ key: 'params.p', kind: 'text', filled: 2, distinct: 2 }]);
    });
  });
});

/** Of a flag those that are there count. */
function isFilled({ unit }: ColumnFacts, cell: CellValue): boolean {
  return unit === 'flag' ? cell === 1 : cell !== null;
}
