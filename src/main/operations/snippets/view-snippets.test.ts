import { execFileSync } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CellValue } from '#contract/column.ts';
import { type SqlCell, snippetText } from '#contract/sql.ts';
import { demoFolder } from '#testing/demo-bundles.ts';
import { runCommand } from '#testing/run-command.ts';
import type { Archive } from '../archive.ts';
import { importIntoTiered } from '../import-into-tiered.ts';
import { indexFolder } from '../index-folder.ts';
import { listRows } from '../list-rows.ts';
import { openArchive } from '../open-archive.ts';
import { answerSql } from '../sql/answer-sql.ts';
import { sqlPlaceOf, sqlSourceOf } from '../sql/sql-source.ts';
import { createTask } from '../task-context.ts';
import { viewSnippets } from './view-snippets.ts';

const sweeps = ['sweep_b', 'event', 'costs', 'v1old'];

let root: string;
const archives: Archive[] = [];
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'snippets-'));
  const folder = join(root, 'a folder');
  for (const sweep of sweeps)
    await cp(join(demoFolder, sweep), join(folder, sweep), { recursive: true });
  await indexFolder({ folder, threads: 1 }, createTask().task);
  const tiered = join(root, 'tiered');
  await importIntoTiered({ root: tiered, sources: [folder], threads: 1 }, createTask().task);
  archives.push(await openArchive(folder), await openArchive(tiered));
}, 60_000);
afterAll(async () => {
  for (const archive of archives) archive.close();
  await rm(root, { recursive: true });
});

const bySharpe = [{ column: 'sharpe', descending: true }];
const columns = [
  'algorithm_id',
  'sharpe_ratio',
  'win_rate',
  'params.ema_fast',
  'params.time_frame',
];
const views = [
  { rows: 'backtests', filter: '', quick: '', sort: [] },
  { rows: 'backtests', filter: '', quick: '', sort: bySharpe },
  { rows: 'backtests', filter: 'sharpe > -0.5 and tag like "SWEEP_%"', quick: '', sort: bySharpe },
  { rows: 'backtests', filter: 'ema_fast between 5 and 8', quick: '', sort: bySharpe },
  { rows: 'backtests', filter: 'ema_fast != 8 or time_frame != 7', quick: '', sort: [] },
  { rows: 'backtests', filter: 'time_frame in ("4h", "2h")', quick: '', sort: [] },
  { rows: 'backtests', filter: 'not (win_rate > 50%) or sharpe is null', quick: '', sort: [] },
  { rows: 'backtests', filter: '', quick: "b_0001 o'hara", sort: [] },
  {
    rows: 'backtests',
    filter: '',
    quick: 'sweep_b',
    sort: [{ column: 'ema_fast', descending: false }, ...bySharpe],
  },
  {
    rows: 'runs',
    filter: 'start >= 2021-11-01 and runs > 1',
    quick: '',
    sort: [{ column: 'window', descending: false }],
  },
  { rows: 'runs', filter: 'tag ~ "e" and trades >= 3', quick: '', sort: bySharpe },
] as const;

describe.each([
  ['a folder of bundles', 0],
  ['a tiered archive', 1],
])('a view of %s', (_what, which) => {
  it.each(views)('is the same rows in the same order as SQL: %o', async (view) => {
    const archive = archives[which]!;
    const { sql } = viewSnippets(archive, { ...view, sort: [...view.sort], columns });

    const answer = await answerOf(archive, sql!);

    const shown = listRows(archive, {
      ...view,
      sort: [...view.sort],
      columns: ['handle', ...columns],
      offset: 0,
      limit: 1000,
    });
    if (view.quick !== "b_0001 o'hara") expect(shown.total).toBeGreaterThan(2);
    expect(answer.map((row) => row.map(told))).toEqual(
      shown.rows.map(({ cells }) => cells.map(told)),
    );
  });

  it.skipIf(process.platform === 'win32')(
    'is the same rows as a command, however it is quoted',
    async () => {
      const archive = archives[which]!;
      const view = { ...views[2]!, sort: [...views[2]!.sort], columns };
      const { cli } = viewSnippets(archive, view);
      const script = `set -- ${cli}; for word in "$@"; do printf '%s\\n' "$word"; done`;
      const words = execFileSync('sh', ['-c', script], { encoding: 'utf8' }).trimEnd().split('\n');

      const { code, stdout } = await runCommand('strata', [...words.slice(1), '--json']);

      expect(words[0]).toBe('strata');
      expect(code).toBe(0);
      const { rows } = listRows(archive, { ...view, offset: 0, limit: 1000 });
      const listed = JSON.parse(stdout) as { algorithm_id: string }[];
      expect(listed.map((row) => row.algorithm_id)).toEqual(rows.map(({ cells }) => cells[0]));
    },
  );

  it('says which columns lie elsewhere', () => {
    const archive = archives[which]!;
    const view = { ...views[0]!, sort: [], columns: ['starred', 'sharpe_ratio'] };

    expect(viewSnippets(archive, view).sql).toMatch(/^-- Stars.*left out\.\nSELECT b\.handle,/);
    const starred = viewSnippets(archive, { ...view, filter: 'starred = 1' });
    expect(() => snippetText(starred, 'sql')).toThrow(/user\.sqlite/);
    expect(starred.cli).toContain("--filter 'starred = 1'");
    expect(starred.polars).toContain('"--filter", "starred = 1"');
  });
});

it('a name with a quote in it stays a text', async () => {
  const archive = archives[0]!;
  const view = { ...views[0]!, filter: `tag = "x' OR 1=1 --"`, sort: [], columns: [] };

  expect(await answerOf(archive, viewSnippets(archive, view).sql!)).toEqual([]);
});

async function answerOf(archive: Archive, sql: string): Promise<SqlCell[][]> {
  const rows: SqlCell[][] = [];
  const source = await sqlSourceOf(sqlPlaceOf(archive));
  await answerSql({ ...source, sql, maxRows: null, memoryMegabytes: 512 }, async (message) => {
    if (message.kind === 'failed') throw new Error(`${message.message}\n${sql}`);
    if (message.kind === 'rows') rows.push(...message.rows);
  });
  return rows;
}

/** DuckDB's columns have one type: a whole number may come as 5.0, a switch as a text. */
function told(cell: CellValue | SqlCell): unknown {
  return typeof cell === 'string' && cell !== '' && !Number.isNaN(Number(cell))
    ? Number(cell)
    : cell;
}
