import { existsSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importIntoTiered } from '../import-into-tiered.ts';
import { indexFolder } from '../index-folder.ts';
import { createTask } from '../task-context.ts';
import { runSql } from './run-sql.ts';

let root: string;
beforeAll(async () => {
  root = join(await mkdtemp(join(tmpdir(), 'sql-')), 'archive');
  await importIntoTiered(
    { root, sources: ['resources/demo/sweep_b', 'resources/demo/event'], threads: 1 },
    createTask().task,
  );
});
afterAll(() => rm(join(root, '..'), { recursive: true }));

const ask = (sql: string, options = {}) =>
  runSql({ root, sql, timeout: 30_000, maxRows: 1000, ...options });

describe('SQL over a tiered archive', () => {
  it('knows backtests by the names people use', async () => {
    const { rows } = await ask(
      `SELECT handle, number_of_runs FROM backtests WHERE tag = 'sweep_b' ORDER BY handle LIMIT 1`,
    );
    expect(rows).toEqual([['sweep_b_00000', 1]]);
  });

  it('gives all equity curves of a sweep, in time', async () => {
    const { rows } = await ask(
      `SELECT count(DISTINCT run_id), count(*), min(s.ts) < max(s.ts)
       FROM metric_series s JOIN runs USING (run_id) JOIN backtests b USING (bundle_id)
       WHERE metric_name = 'equity_curve' AND b.tag = 'sweep_b'`,
    );
    expect(rows[0]?.[0]).toBe(18);
    expect(rows[0]?.[1]).toBeGreaterThan(18_000);
    expect(rows[0]?.[2]).toBe(true);
  });

  it('says when there is more than was asked for', async () => {
    const result = await ask('SELECT * FROM portfolio_snapshots', { maxRows: 10 });
    expect(result.rows).toHaveLength(10);
    expect(result.isCut).toBe(true);
  });

  it.each([
    ["SELECT * FROM read_text('/etc/passwd')", /Permission Error/],
    ["SELECT * FROM read_text('package.json')", /Permission Error/],
    ["SELECT * FROM glob('/etc/*')", /Permission Error/],
    ["COPY (SELECT 1) TO 'x.csv'", /Permission Error|Only SELECT/],
    ["ATTACH 'x.db'", /Only SELECT/],
    ['INSTALL httpfs', /Only SELECT/],
    ["LOAD 'httpfs'", /Only SELECT/],
    ['SET lock_configuration = false', /Only SELECT/],
    ['CREATE TABLE t AS SELECT 1', /Only SELECT/],
    ['DROP VIEW runs', /Only SELECT/],
    ['SELECT 1; SELECT 2', /One statement/],
    ["SELECT * FROM 'https://127.0.0.1/x.parquet'", /Error/],
  ])('refuses %s', async (sql, message) => {
    await expect(ask(sql)).rejects.toMatchObject({
      code: 'bad-request',
      message: expect.stringMatching(message),
    });
  });

  it('writes nothing into the folder it may read', async () => {
    const file = join(root, 'parquet', 'x.csv');
    await expect(ask(`COPY (SELECT 1) TO '${file}'`)).rejects.toMatchObject({
      code: 'bad-request',
    });
    expect(existsSync(file)).toBe(false);
  });

  it('says where in the text it is wrong', async () => {
    const sql = "SELECT 'é', nosuch FROM runs";
    await expect(ask(sql)).rejects.toMatchObject({
      message: expect.stringContaining('nosuch'),
      offset: sql.indexOf('nosuch'),
    });
    await expect(ask('SELEC 1')).rejects.toMatchObject({ offset: 0 });
  });

  it('gives numbers as numbers', async () => {
    const { rows } = await ask('SELECT 1.5, count(*), sum(trade_no), avg(net_gain) FROM trades');
    expect(rows[0]!.map((cell) => typeof cell)).toEqual(['number', 'number', 'number', 'number']);
  });

  it('stops when it is cancelled', async () => {
    const controller = new AbortController();
    const asked = ask('SELECT count(*) FROM range(100000000000) a, range(9) b', {
      signal: controller.signal,
    });
    controller.abort();
    await expect(asked).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('is killed when it runs wild', async () => {
    const wild =
      'SELECT count(*) FROM range(1000000000000) a, range(1000000) b WHERE a.range + b.range = 7';
    await expect(ask(wild, { timeout: 1500 })).rejects.toMatchObject({ code: 'timeout' });
  });
});

describe('SQL over the index of a folder', () => {
  let index: string;
  beforeAll(async () => {
    const folder = join(root, '..', 'folder');
    index = join(folder, 'index.sqlite');
    await cp('resources/demo/sweep_b', folder, { recursive: true });
    await indexFolder({ folder, threads: 1 }, createTask().task);
  });
  const ask = (sql: string, options = {}) =>
    runSql({ index, sql, timeout: 30_000, maxRows: 1000, ...options });

  it('knows backtests, runs and parameters', async () => {
    const { columns, rows } = await ask(
      `SELECT b.handle, p.number AS ema_fast, r.sharpe_ratio FROM backtests b
       JOIN runs r ON r.backtest_no = b.no
       JOIN parameters p ON p.backtest_no = b.no
       JOIN parameter_names n USING (name_no) WHERE n.name = 'ema_fast' ORDER BY 3 DESC LIMIT 2`,
    );
    expect(columns.map(({ name }) => name)).toEqual(['handle', 'ema_fast', 'sharpe_ratio']);
    expect(rows).toHaveLength(2);
    expect(rows[0]![2]).toBeGreaterThan(rows[1]![2] as number);
  });

  it('stops at the number of rows, and says so', async () => {
    expect(await ask('SELECT * FROM runs', { maxRows: 5 })).toMatchObject({
      rows: { length: 5 },
      isCut: true,
    });
    expect(await ask('SELECT 1, 1', { maxRows: 5 })).toMatchObject({
      columns: [{ name: '1' }, { name: '1:1' }],
      rows: [[1, 1]],
      isCut: false,
    });
  });

  it.each([
    'DELETE FROM runs',
    'WITH x AS (SELECT 1) DELETE FROM runs',
    "ATTACH 'x.db' AS x",
    "VACUUM INTO 'x.db'",
    'PRAGMA query_only = OFF',
    'PRAGMA table_list',
    'SELECT 1; SELECT 2',
    "SELECT load_extension('x')",
    "SELECT readfile('/etc/passwd')",
    'SELECT nosuch FROM runs',
  ])('refuses %s', async (sql) => {
    await expect(ask(sql)).rejects.toMatchObject({ code: 'bad-request' });
  });

  it('has everything still after what it refused', async () => {
    expect(await ask('SELECT count(*) FROM runs')).toMatchObject({ rows: [[18]] });
  });

  it('is killed when it runs wild', async () => {
    const wild =
      'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n';
    await expect(ask(wild, { timeout: 1500 })).rejects.toMatchObject({ code: 'timeout' });
  });
});
