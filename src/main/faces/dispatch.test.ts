import { describe, expect, it } from 'vitest';
import { connect, type Transport } from '#contract/connect.ts';
import { operationNames } from '#contract/operation-names.ts';
import type { Engine, OperationName } from '#contract/operations.ts';
import { parsers } from '#contract/parsers.ts';
import { runningEngine } from '#testing/running-engine.ts';
import { temporaryFolder } from '#testing/temporary-folder.ts';
import { dispatch } from './dispatch.ts';

const folder = temporaryFolder();
const app = runningEngine(folder);

const json = (value: unknown) => JSON.parse(JSON.stringify(value ?? null));
const transports: [string, Transport['call']][] = [
  [
    'structured clone (IPC, worker)',
    async (name, input) =>
      structuredClone(await dispatch(app.engine, name, structuredClone(input))),
  ],
  ['JSON (HTTP)', async (name, input) => json(await dispatch(app.engine, name, json(input)))],
];

describe.each(transports)('the engine over %s', (_name, call) => {
  const remote = connect({ call, subscribe: () => () => {} });

  it('answers every question as it does in process', async () => {
    const place = await remote.findPlace({ text: folder.at('root/sweep') });
    const { archive, job } = await remote.openArchive({ place: place.id });
    await app.ended(job);
    const scope = { archive, rows: 'runs' as const, filter: 'sharpe_ratio > -100', quick: 'sweep' };
    const sort = [{ column: 'sharpe_ratio', descending: true }];
    const columns = ['sharpe_ratio', 'profit_factor', 'start', 'symbols'];
    const ofRun = { archive, id: 'sweep_b_00000', run: 0 };
    const trades = {
      ...ofRun,
      table: 'trades' as const,
      filter: 'net_gain > 0',
      quick: '',
      sort: [],
    };
    const questions: ((engine: Engine) => Promise<unknown>)[] = [
      (engine) => engine.listRoots({}),
      (engine) => engine.listFolder({ place: place.id }),
      (engine) => engine.listArchives({}),
      (engine) => engine.archiveStats({ archive }),
      (engine) => engine.listColumns({ archive, rows: 'runs' }),
      (engine) =>
        engine
          .queryRows({ ...scope, sort, columns, offset: 0, limit: 20 })
          .then(({ took: _, ...page }) => page),
      (engine) => engine.locateRow({ ...scope, sort, no: 1 }),
      (engine) => engine.columnHistogram({ ...scope, column: 'sharpe_ratio', bins: 4 }),
      (engine) => engine.sweepTree({ archive, filter: '' }),
      (engine) =>
        engine.rankRows({
          archive,
          filter: '',
          by: null,
          focus: 'balanced',
          weights: null,
          ascending: false,
          limit: 5,
          columns,
        }),
      (engine) => engine.showBacktest({ archive, id: 'sweep_b_00000' }),
      (engine) =>
        engine.readSeries({
          archive,
          id: 'sweep_b_00000',
          run: 0,
          series: 'drawdown_series',
          points: 50,
        }),
      (engine) =>
        engine.readRunSeries({
          ...ofRun,
          series: ['equity_curve', 'rolling_sharpe_ratio'],
          points: 50,
        }),
      (engine) => engine.showRun(ofRun),
      (engine) => engine.queryRunRows({ ...trades, columns: ['symbol'], offset: 0, limit: 5 }),
      (engine) => engine.locateRunRow({ ...trades, no: 1 }),
      (engine) => engine.tradeReturns({ ...ofRun, bins: 20 }),
      (engine) =>
        engine.readCandles({
          ...ofRun,
          symbol: 'BTC/EUR',
          key: null,
          from: null,
          to: null,
          candles: 100,
        }),
      (engine) => engine.significanceTests({ archive, id: 'sweep_b_00000' }),
      (engine) => engine.listJobs({}),
      (engine) => engine.jobFailures({ job: job!, offset: 0, limit: 10 }),
    ];
    for (const question of questions) {
      const answer = await question(remote);
      expect(answer).toEqual(await question(app.engine));
      // Nothing is lost on the way that only one of the transports would carry.
      expect(json(answer)).toEqual(answer);
    }
  });

  it('fails with code, place and advice', async () => {
    const place = await remote.findPlace({ text: folder.at('root/sweep') });
    const { archive, job } = await remote.openArchive({ place: place.id });
    await app.ended(job);

    const failed = remote.sweepTree({ archive, filter: 'sharpe >> 1' });

    await expect(failed).rejects.toMatchObject({
      name: 'ArchiveError',
      code: 'bad-filter',
      offset: expect.any(Number),
      advice: expect.any(String),
    });
  });

  it('keeps any JSON value of a page', async () => {
    const value = { a: [1, 2.5, null, true, 'ü'], b: { c: {} } };
    await remote.writeState({ key: 'k', value });

    expect(await remote.readState({ key: 'k' })).toEqual({ value });
  });
});

describe('the one door', () => {
  it('knows the operations and nothing else', async () => {
    expect(Object.keys(parsers).sort()).toEqual([...operationNames].sort());
    const names: unknown[] = [
      'constructor',
      '__proto__',
      'toString',
      'hasOwnProperty',
      '',
      'listjobs',
      null,
      7,
      {},
    ];
    for (const name of names) {
      expect(await dispatch(app.engine, name as string, {})).toMatchObject({
        ok: false,
        error: { code: 'bad-request' },
      });
    }
  });

  it.each<[OperationName, unknown]>([
    ['listJobs', null],
    ['listJobs', { extra: 1 }],
    ['listJobs', []],
    ['openArchive', {}],
    ['openArchive', { place: 7 }],
    ['openArchive', { place: '' }],
    ['openArchive', { place: 'x', path: '/etc' }],
    ['findPlace', { text: 'x'.repeat(4097) }],
    ['queryRows', aQuery({ limit: 10_001 })],
    ['queryRows', aQuery({ limit: -1 })],
    ['queryRows', aQuery({ limit: 1.5 })],
    ['queryRows', aQuery({ offset: Number.NaN })],
    ['queryRows', aQuery({ offset: '0' })],
    ['queryRows', aQuery({ rows: 'trades' })],
    ['queryRows', aQuery({ filter: 'x'.repeat(10_001) })],
    ['queryRows', aQuery({ sort: [{ column: 'a' }] })],
    ['queryRows', aQuery({ sort: Array(21).fill({ column: 'a', descending: true }) })],
    ['readSeries', { archive: 'a', id: 'b', run: 0, series: 'trades', points: 10 }],
    ['startImport', { archive: 'a', places: [] }],
    ['writeState', { key: 'x'.repeat(201), value: 1 }],
  ])('refuses %s with %j, and says what is wrong', async (name, input) => {
    const reply = await dispatch(app.engine, name, input);

    expect(reply).toMatchObject({ ok: false, error: { code: 'bad-request' } });
    expect(!reply.ok && reply.error.message).toMatch(new RegExp(`^${name}: .{5,}`));
  });

  it('tells nothing of an unexpected failure but to the log', async () => {
    const broken = { ...app.engine, listJobs: () => Promise.reject(new Error('secret /home/me')) };
    const logged: unknown[] = [];

    const reply = await dispatch(broken, 'listJobs', {}, (error) => logged.push(error));

    expect(reply).toMatchObject({ ok: false, error: { code: 'internal' } });
    expect(JSON.stringify(reply)).not.toContain('secret');
    expect(logged).toMatchObject([{ message: 'secret /home/me' }]);
  });

  it('is not led astray by names of the prototype in the input', async () => {
    const weights = JSON.parse('{"__proto__": 1, "sharpe": 2}');
    const reply = await dispatch(app.engine, 'rankRows', {
      archive: 'a',
      filter: '',
      by: null,
      focus: null,
      weights,
      ascending: false,
      limit: null,
      columns: [],
    });

    expect(reply).toMatchObject({ ok: false, error: { code: 'not-found' } });
    expect(({} as { sharpe?: number }).sharpe).toBeUndefined();
  });
});

function aQuery(part: Record<string, unknown>) {
  return {
    archive: 'a',
    rows: 'backtests',
    filter: '',
    quick: '',
    sort: [],
    columns: [],
    offset: 0,
    limit: 1,
    ...part,
  };
}
