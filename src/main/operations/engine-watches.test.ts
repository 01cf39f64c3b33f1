import { mkdir } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { placeBundle } from '#testing/demo-bundles.ts';
import { runningEngine } from '#testing/running-engine.ts';
import { temporaryFolder } from '#testing/temporary-folder.ts';

const folder = temporaryFolder();
const app = runningEngine(folder);

it('a watched folder feeds an archive, also after a restart, until it is stopped', async () => {
  await mkdir(folder.at('root/farm'));
  const place = await app.engine.findPlace({ text: folder.at('root/sweep') });
  const { archive, job } = await app.engine.openArchive({ place: place.id });
  await app.ended(job);
  const farm = await app.engine.findPlace({ text: folder.at('root/farm') });
  const rows = async () => (await app.engine.archiveStats({ archive })).backtests;
  const soon = { timeout: 20_000 };

  const { watch } = await app.engine.startWatch({ folder: farm.id, archive });
  await expect(app.engine.startWatch({ folder: farm.id, archive })).rejects.toMatchObject({
    code: 'already-exists',
  });
  await expect(app.engine.startWatch({ folder: place.id, archive })).rejects.toMatchObject({
    code: 'bad-request',
  });
  await placeBundle('costs/costs_000.iafbt', folder.at('root/farm/night/one.iafbt'));
  await expect.poll(rows, soon).toBe(19);
  await expect
    .poll(() => app.engine.listWatches({}), soon)
    .toMatchObject([
      { watch, archive, archiveName: 'sweep', state: 'watching', imported: 1, error: null },
    ]);
  expect(app.events.some(({ type }) => type === 'watches')).toBe(true);
  expect(await app.engine.showBacktest({ archive, id: 'night/one' })).toBeDefined();

  await app.restart();
  await placeBundle('costs/costs_002.iafbt', folder.at('root/farm/two.iafbt'));
  await expect.poll(rows, soon).toBe(20);
  expect(await app.engine.listWatches({})).toMatchObject([{ watch, imported: 1 }]);

  await app.engine.stopWatch({ watch });
  expect(await app.engine.listWatches({})).toEqual([]);
  await app.restart();
  expect(await app.engine.listWatches({})).toEqual([]);
});
