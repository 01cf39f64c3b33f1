import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { demoFolder, placeBundle } from '#testing/demo-bundles.ts';
import { temporaryFolder } from '#testing/temporary-folder.ts';
import { importBundles } from './import-bundles.ts';
import { createTask } from './task-context.ts';
import { type FolderWatch, watchFolder } from './watch-folder.ts';

const folder = temporaryFolder();
const watches: FolderWatch[] = [];
afterEach(async () => {
  for (const watching of watches.splice(0)) await watching.stop();
});

/** What each batch brought. */
async function watchInto(archive: string) {
  const batches: { sources: number; added: number; failed: number }[] = [];
  const errors: unknown[] = [];
  const watching = await watchFolder({
    folder: folder.at('farm'),
    into: folder.at(archive),
    stateFolder: folder.at('state'),
    settle: 50,
    failed: (error) => errors.push(error),
    async take(sources) {
      const request = { folder: folder.at(archive), sources, under: folder.at('farm'), threads: 1 };
      const { added, failures } = await importBundles(request, createTask().task);
      batches.push({ sources: sources.length, added, failed: failures.length });
      return failures;
    },
  });
  watches.push(watching);
  await watching.caughtUp;
  return { watching, batches, errors };
}

describe('a watched folder', () => {
  it('brings in what lies there, with its folders, and what appears; what it knows, it passes over', async () => {
    await placeBundle('costs/costs_000.iafbt', folder.at('farm/a/one.iafbt'));
    await placeBundle('costs/costs_002.iafbt', folder.at('farm/b/one.iafbt'));
    await writeFile(folder.at('farm/log.txt'), 'not a bundle');
    const { watching, batches, errors } = await watchInto('archive');
    expect(batches).toEqual([{ sources: 2, added: 2, failed: 0 }]);
    await readFile(folder.at('archive/a/one.iafbt'));
    await readFile(folder.at('archive/b/one.iafbt'));

    await placeBundle('costs/costs_004.iafbt', folder.at('farm/c/deep/two.iafbt'));
    await expect.poll(() => batches.length, { timeout: 20_000 }).toBe(2);
    expect(batches[1]).toEqual({ sources: 1, added: 1, failed: 0 });
    await watching.stop();

    await placeBundle('costs/costs_006.iafbt', folder.at('farm/while away.iafbt'));
    const again = await watchInto('archive');
    expect(again.batches).toEqual([{ sources: 1, added: 1, failed: 0 }]);
    expect(errors).toEqual([]);
  });

  it('tries a bundle again that was broken when it came', async () => {
    const whole = await readFile(`${demoFolder}/costs/costs_000.iafbt`);
    await mkdir(folder.at('farm'));
    await writeFile(folder.at('farm/one.iafbt'), whole.subarray(0, whole.length / 2));
    const { batches } = await watchInto('archive');
    expect(batches).toEqual([{ sources: 1, added: 0, failed: 1 }]);

    await writeFile(folder.at('farm/one.iafbt'), whole);
    await expect.poll(() => batches.at(-1)?.added, { timeout: 20_000 }).toBe(1);
  });

  it('is not part of the archive it feeds', async () => {
    await mkdir(folder.at('farm/inside'), { recursive: true });
    const request = {
      folder: folder.at('farm/inside'),
      into: folder.at('farm'),
      stateFolder: folder.at('state'),
      take: async () => [],
      failed() {},
    };
    await expect(watchFolder(request)).rejects.toMatchObject({ code: 'bad-request' });
    await expect(watchFolder({ ...request, folder: folder.at('nowhere') })).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});
