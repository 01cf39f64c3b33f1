import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importIntoTiered } from '../import-into-tiered.ts';
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

  it('is killed when it runs wild', async () => {
    const wild =
      'SELECT count(*) FROM range(1000000000000) a, range(1000000) b WHERE a.range + b.range = 7';
    await expect(ask(wild, { timeout: 1500 })).rejects.toMatchObject({ code: 'timeout' });
  });
});
