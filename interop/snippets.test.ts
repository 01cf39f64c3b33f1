import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunPart } from '../src/contract/run-snippet.ts';
import type { Archive } from '../src/main/operations/archive.ts';
import { importIntoTiered } from '../src/main/operations/import-into-tiered.ts';
import { indexFolder } from '../src/main/operations/index-folder.ts';
import { listRows } from '../src/main/operations/list-rows.ts';
import { openArchive } from '../src/main/operations/open-archive.ts';
import { openRun } from '../src/main/operations/open-run.ts';
import { readSeries } from '../src/main/operations/read-series.ts';
import { RETURN_BINS } from '../src/main/operations/run-list.ts';
import { runSnippet } from '../src/main/operations/snippets/run-snippet.ts';
import { viewSnippets } from '../src/main/operations/snippets/view-snippets.ts';
import { createTask } from '../src/main/operations/task-context.ts';
import { tradeReturns } from '../src/main/operations/trade-returns.ts';
import { findPython } from './find-python.ts';
import { projectFolder } from './strata-cli.ts';

const minutes = 60_000;
let folder: string;
const archives: Record<string, Archive> = {};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'strata-interop-'));
  const plain = join(folder, "the sweep's");
  cpSync(join(projectFolder, 'resources', 'demo'), plain, { recursive: true });
  await indexFolder({ folder: plain, threads: 1 }, createTask().task);
  const tiered = join(folder, 'tiered');
  await importIntoTiered({ root: tiered, sources: [plain] }, createTask().task);
  archives.plain = await openArchive(plain);
  archives.tiered = await openArchive(tiered);
  // Once, so that a checkout that was never built says so here and not to the snippets.
  spawnSync(join(commandFolder(), 'strata'), ['--version']);
}, 5 * minutes);

afterAll(() => {
  for (const archive of Object.values(archives)) archive.close();
  rmSync(folder, { recursive: true, force: true });
});

const view = {
  rows: 'backtests' as const,
  filter: 'sharpe > -1 and tag like "sweep\\_%" escape "\\" and ema_fast in (5, 8)',
  quick: 'sweep',
  sort: [{ column: 'sharpe', descending: true }],
  columns: ['algorithm_id', 'sharpe_ratio', 'params.ema_fast'],
};

describe.each(['plain', 'tiered'])('a view copied as Python from a %s archive', (which) => {
  const python = findPython('STRATA_PYTHON', ['duckdb', 'polars']);

  it.skipIf(python === null).each([
    ['duckdb', 'rows.fetchall()'],
    ['polars', 'rows.rows()'],
  ] as const)(
    'runs with %s and gives the rows of the table',
    (library, all) => {
      const archive = archives[which]!;
      const script = `${viewSnippets(archive, view)[library]}
import json
print("rows:" + json.dumps([list(row) for row in ${all}]))`;

      const { stdout, stderr, status } = spawnSync(python!, ['-c', script], { encoding: 'utf8' });

      expect(stderr).toBe('');
      expect(status).toBe(0);
      const shown = listRows(archive, {
        ...view,
        columns: ['handle', ...view.columns],
        offset: 0,
        limit: 1000,
      });
      expect(shown.total).toBeGreaterThan(5);
      const given = JSON.parse(stdout.slice(stdout.lastIndexOf('rows:') + 5)) as unknown[][];
      expect(given).toEqual(shown.rows.map(({ cells }) => cells));
    },
    minutes,
  );
});

const handle = 'event/event_000';
const trades = {
  filter: 'net_gain < 0',
  quick: '',
  sort: [{ column: 'net_gain', descending: false }],
  columns: ['trade_no', 'symbol', 'net_gain'],
};

/** Parts of a run, which column of the answer to look at, and what the window shows of it. */
const parts: [string, RunPart, number, (archive: Archive) => Promise<unknown[]>][] = [
  [
    'trades',
    { kind: 'table', table: 'trades', ...trades },
    4,
    async (archive) => {
      const table = await openRun(archive, { id: handle, run: 0 }).table('trades');
      return table.query({ ...trades, offset: 0, limit: 1000 }).rows.map(({ cells }) => cells[2]);
    },
  ],
  [
    'equity curve',
    { kind: 'series', series: ['equity_curve'] },
    4,
    async (archive) => {
      const query = { id: handle, run: 0, series: 'equity_curve' as const, points: 0 };
      return (await readSeries(archive, query)).value;
    },
  ],
  [
    'trade returns',
    { kind: 'returns' },
    -1,
    async (archive) => {
      const { bins } = await tradeReturns(openRun(archive, { id: handle, run: 0 }), RETURN_BINS);
      return bins.map(({ count }) => count);
    },
  ],
];

describe.each(['plain', 'tiered'])(
  'a part of a run copied as Python from a %s archive',
  (which) => {
    const python = findPython('STRATA_PYTHON', ['duckdb', 'polars']);

    it
      .skipIf(python === null || process.platform === 'win32')
      .each(
        parts.flatMap((part) => [
          [...part, 'duckdb', 'rows.fetchall()'] as const,
          [...part, 'polars', 'rows.rows()'] as const,
        ]),
      )(
      'gives the %s of the window',
      async (_name, part, column, shownOf, library, all) => {
        const archive = archives[which]!;
        const runs = [{ id: handle, run: 0 }];
        const script = `${await runSnippet(archive, { runs, part, as: library })}
import json
print("rows:" + json.dumps([row[${column}] for row in ${all}]))`;

        const { stdout, stderr, status } = spawnSync(python!, ['-c', script], {
          encoding: 'utf8',
          env: { ...process.env, PATH: `${commandFolder()}${delimiter}${process.env.PATH}` },
        });

        expect(stderr).toBe('');
        expect(status).toBe(0);
        const given = JSON.parse(stdout.slice(stdout.lastIndexOf('rows:') + 5)) as unknown[];
        const shown = await shownOf(archive);
        expect(shown.length).toBeGreaterThan(2);
        expect(given).toEqual(shown);
      },
      minutes,
    );
  },
);

/** Where `strata` lies, as an installation puts it on the PATH. */
function commandFolder(): string {
  const bin = join(folder, 'bin');
  const command = join(bin, 'strata');
  mkdirSync(bin, { recursive: true });
  const script = join(projectFolder, 'bin', 'strata.mjs');
  writeFileSync(command, `#!/bin/sh\nexec "${process.execPath}" "${script}" "$@"\n`);
  chmodSync(command, 0o755);
  return bin;
}
