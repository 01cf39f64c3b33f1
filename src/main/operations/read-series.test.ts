import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { seriesNames } from '#contract/operations.ts';
import { demoFolder } from '#testing/demo-bundles.ts';
import { temporaryFolder } from '#testing/temporary-folder.ts';
import { tieredArchiveOf } from '#testing/tiered-archive.ts';
import { indexFolder } from './index-folder.ts';
import { listRows } from './list-rows.ts';
import { openArchive } from './open-archive.ts';
import { readSeries } from './read-series.ts';
import { createTask } from './task-context.ts';

const folder = temporaryFolder();

describe('a series of a tiered archive', () => {
  it.each(['sweep_b', 'event', 'v1old', 'obtf', 'costs'])(
    'of %s is the one of the bundle, point for point',
    async (sweep) => {
      const bundles = join(demoFolder, sweep);
      const indexFile = folder.at('bundles.sqlite');
      await indexFolder({ folder: bundles, indexFile, threads: 1 }, createTask().task);
      const plain = await openArchive(indexFile);
      const tiered = await openArchive(await tieredArchiveOf(folder.at('tiered'), bundles));
      const asked = { rows: 'runs' as const, filter: '', quick: '', sort: [], columns: [] };
      const { rows } = listRows(tiered, { ...asked, offset: 0, limit: 4 });
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
    },
  );

  it('is not found where the backtest has no such run', async () => {
    const root = await tieredArchiveOf(folder.at('tiered'), join(demoFolder, 'event'));
    const archive = await openArchive(root);
    const query = { id: 'event_000', run: 99, series: 'equity_curve' as const, points: 0 };

    await expect(readSeries(archive, query)).rejects.toMatchObject({ code: 'not-found' });
    archive.close();
  });
});

describe('opening a tiered archive', () => {
  it('takes the folder, or the index in it, for the same archive', async () => {
    const root = await tieredArchiveOf(folder.at('tiered'), join(demoFolder, 'event'));

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
    const root = await tieredArchiveOf(folder.at('tiered'), join(demoFolder, 'event'));
    await spoil(join(root, 'index.sqlite'));

    await expect(openArchive(root)).rejects.toMatchObject({
      code: 'index-damaged',
      advice: expect.stringContaining('strata rebuild'),
    });
  });

  it('is never indexed like a folder of bundles', async () => {
    const root = await tieredArchiveOf(folder.at('tiered'), join(demoFolder, 'event'));

    await expect(indexFolder({ folder: root }, createTask().task)).rejects.toMatchObject({
      code: 'bad-request',
      advice: expect.stringContaining('rebuild'),
    });
  });
});
