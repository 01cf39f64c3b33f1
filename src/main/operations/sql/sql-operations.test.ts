import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { OpenedArchive } from '#contract/operations.ts';
import { demoFolder } from '#testing/demo-bundles.ts';
import { readParquetTable } from '#testing/read-parquet-table.ts';
import { runningEngine } from '#testing/running-engine.ts';
import { temporaryFolder } from '#testing/temporary-folder.ts';
import { tieredArchiveOf } from '#testing/tiered-archive.ts';

const folder = temporaryFolder();
const app = runningEngine(folder);
const limits = { maxRows: 10, seconds: 30, question: 'test' };

describe('asking an archive from a page', () => {
  it('shows the tables that people ask first', async () => {
    const plain = await app.engine.sqlTables({ archive: (await open('root/sweep')).archive });
    const tiered = await app.engine.sqlTables({ archive: (await openTiered()).archive });

    expect(plain.dialect).toBe('sqlite');
    expect(plain.tables.slice(0, 2).map(({ name }) => name)).toEqual(['backtests', 'runs']);
    expect(tiered.dialect).toBe('duckdb');
    expect(tiered.tables.slice(0, 3).map(({ name }) => name)).toEqual([
      'backtests',
      'runs',
      'portfolio_snapshots',
    ]);
    for (const { tables } of [plain, tiered]) {
      expect(tables[0]!.columns).toContainEqual({
        name: 'sharpe_ratio',
        type: expect.stringMatching(/REAL|DOUBLE/),
      });
    }
  });

  it('answers within the rows asked for', async () => {
    const { archive } = await open('root/sweep');

    const answer = await app.engine.askSql({
      archive,
      sql: 'SELECT handle, sharpe_ratio FROM backtests',
      ...limits,
    });

    expect(answer).toMatchObject({ rows: { length: 10 }, isCut: true });
  });

  it('ends a question that is cancelled, and one that a newer takes the place of', async () => {
    const { archive } = await open('root/sweep');
    const wild =
      'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n';

    const first = app.engine.askSql({ archive, sql: wild, ...limits });
    const second = app.engine.askSql({ archive, sql: wild, ...limits });
    await expect(first).rejects.toMatchObject({ code: 'cancelled' });
    const ended = expect(second).rejects.toMatchObject({ code: 'cancelled' });
    await app.engine.cancelSql({ question: 'test' });
    await ended;
  });

  it('exports all rows, whatever the screen shows', async () => {
    const { archive } = await openTiered();
    const sql = `SELECT r.run_id, s.ts, s.total_value, 1.5 AS half, count(*) OVER () AS rows
      FROM portfolio_snapshots s JOIN runs r USING (run_id), range(5) ORDER BY ALL`;

    const csv = await exported({ archive, sql, format: 'csv' });
    const json = await exported({ archive, sql, format: 'json' });
    const parquet = await exported({ archive, sql, format: 'parquet' });

    const objects = JSON.parse(await readFile(json.path, 'utf8')) as Record<string, unknown>[];
    expect(objects.length).toBeGreaterThan(3000);
    expect(objects[0]).toMatchObject({ half: 1.5, rows: objects.length });
    expect(objects[0]!.ts).toMatch(/^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    expect((await readFile(csv.path, 'utf8')).trimEnd().split('\r\n')).toHaveLength(
      objects.length + 1,
    );
    const table = await readParquetTable(parquet.path);
    expect(table).toHaveLength(objects.length);
    expect(csv.added).toBe(objects.length);
  });

  it('fails a wrong export with the words of the database', async () => {
    const { archive } = await open('root/sweep');
    const request = {
      archive,
      sql: 'SELECT nosuch FROM runs',
      seconds: 30,
      format: 'csv' as const,
    };

    const { job } = await app.engine.startSqlExport({ ...request, to: null, name: null });

    expect(await app.ended(job)).toMatchObject({
      state: 'failed',
      error: { code: 'bad-request', message: expect.stringContaining('nosuch') },
    });
  });
});

async function exported(request: {
  archive: string;
  sql: string;
  format: 'csv' | 'json' | 'parquet';
}) {
  const { job } = await app.engine.startSqlExport({
    ...request,
    seconds: 30,
    to: null,
    name: null,
  });
  const { result, error } = await app.ended(job);
  if (result === null) throw new Error(error?.message);
  const file = await app.running.host.downloadFile({ name: result.download! });
  return { path: file!.path, added: result.added };
}

async function openTiered(): Promise<OpenedArchive> {
  await tieredArchiveOf(folder.at('root/tiered'), join(demoFolder, 'event'));
  return open('root/tiered');
}

async function open(name: string): Promise<OpenedArchive> {
  const place = await app.engine.findPlace({ text: folder.at(name) });
  const opened = await app.engine.openArchive({ place: place.id });
  if (opened.job !== null) await app.ended(opened.job);
  return opened;
}
