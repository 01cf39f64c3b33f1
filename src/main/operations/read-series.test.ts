import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seriesNames } from '#contract/operations.ts';
import { copyTieredArchive } from '#testing/copied-archive.ts';
import { demoFolder, placeBundle } from '#testing/demo-bundles.ts';
import { temporaryFolder } from '#testing/temporary-folder.ts';
import { tieredArchiveOf } from '#testing/tiered-archive.ts';
import { indexFolder } from './index-folder.ts';
import { listRows } from './list-rows.ts';
import { openArchive } from './open-archive.ts';
import { readSeries } from './read-series.ts';
import { createTask } from './task-context.ts';

const folder = temporaryFolder();
const oneBundle = [['event/event_000.iafbt']];

const sweeps = ['sweep_b', 'event', 'v1old', 'obtf', 'costs'];

/** Two bundles of each sweep, as a folder and as an archive, for the tests that change neither. */
let made: string;
beforeAll(async () => {
  made = await mkdtemp(join(tmpdir(), 'strata-'));
  for (const sweep of sweeps) {
    for (const name of (await readdir(join(demoFolder, sweep))).sort().slice(0, 2)) {
      await placeBundle(join(sweep, name), join(made, 'bundles', sweep, name));
    }
  }
  await tieredArchiveOf(join(made, 'tiered'), join(made, 'bundles'));
  const request = { folder: join(made, 'bundles'), indexFile: join(made, 'bundles.sqlite') };
  await indexFolder({ ...request, threads: 1 }, createTask().task);
});
afterAll(() => rm(made, { recursive: true }));

describe('a series of a tiered archive', () => {
  it.each(sweeps)('of %s is the one of the bundle, point for point', async (sweep) => {
    const plain = await openArchive(join(made, 'bundles.sqlite'));
    const tiered = await openArchive(join(made, 'tiered'));
    const asked = { rows: 'runs' as const, quick: '', sort: [], columns: [] };
    const filter = `folder = '${sweep}'`;
    const { rows } = listRows(tiered, { ...asked, filter, offset: 0, limit: 2 });
    let points = 0;
    for (const { id, run } of rows) {
      for (const series of seriesNames) {
        const query = { id, run: run!, series, points: 0 };
        const found = await readSeries(tiered, query);
        expect(found).toEqual(await readSeries(plain, query));
        points += found.total;
      }
    }
    expect(points).toBeGreaterThan(100);
    plain.close();
    tiered.close();
  });

  it('is not found where the backtest has no such run', async () => {
    const archive = await openArchive(join(made, 'tiered'));
    const query = { id: 'event/event_000', run: 99, series: 'equity_curve' as const, points: 0 };

    await expect(readSeries(archive, query)).rejects.toMatchObject({ code: 'not-found' });
    archive.close();
  });
});

describe('opening a tiered archive', () => {
  it('takes the folder, or the index in it, for the same archive', async () => {
    const root = join(made, 'tiered');

    const byFolder = await openArchive(root);
    const byFile = await openArchive(join(root, 'index.sqlite'));

    expect(byFolder).toMatchObject({ kind: 'local-tiered', name: 'tiered', isReadOnly: false });
    expect(byFile).toMatchObject({ kind: 'local-tiered', id: byFolder.id });
    byFolder.close();
    byFile.close();
  });

  it.each([
    ['missing', (file: string) => rm(file)],
    ['no database', (file: string) => writeFile(file, 'not an index')],
  ])('says how to make its index again where that is %s', async (_what, spoil) => {
    const root = await copyTieredArchive(folder.at('tiered'), oneBundle);
    await spoil(join(root, 'index.sqlite'));

    await expect(openArchive(root)).rejects.toMatchObject({
      code: 'index-damaged',
      advice: expect.stringContaining('strata rebuild'),
    });
  });

  it('is never indexed like a folder of bundles', async () => {
    const root = join(made, 'tiered');

    await expect(indexFolder({ folder: root }, createTask().task)).rejects.toMatchObject({
      code: 'bad-request',
      advice: expect.stringContaining('rebuild'),
    });
  });
});
