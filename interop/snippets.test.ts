import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Archive } from '../src/main/operations/archive.ts';
import { importIntoTiered } from '../src/main/operations/import-into-tiered.ts';
import { indexFolder } from '../src/main/operations/index-folder.ts';
import { listRows } from '../src/main/operations/list-rows.ts';
import { openArchive } from '../src/main/operations/open-archive.ts';
import { viewSnippets } from '../src/main/operations/snippets/view-snippets.ts';
import { createTask } from '../src/main/operations/task-context.ts';
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
