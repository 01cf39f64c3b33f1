import { readdir } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { sharedCorpus } from '#testing/shared-corpus.ts';
import { temporaryFolder } from '#testing/temporary-folder.ts';
import { archiveBytes } from '../store/tiered/archive-bytes.ts';
import { collectGarbage } from './collect-garbage.ts';
import { compactArchive } from './compact-archive.ts';
import { importIntoTiered } from './import-into-tiered.ts';
import { migrateToTiered } from './migrate-store.ts';
import { createTask } from './task-context.ts';

/** Sizes as archive.md §7 counts them: everything but the two SQLite files, as a share of the bundles and their prices. */
const folder = temporaryFolder();
const { task } = createTask();

async function shareOf(source: string): Promise<number> {
  const target = folder.at('archive');
  const { ratio } = await migrateToTiered({ source, target, proof: 'payload' }, task);
  return ratio ?? 1;
}

describe.each([
  ['sweeps/sweep_a', 0.24],
  ['sweeps/sweep_b', 0.2],
  // From a megabyte on never more than it was, whatever was in it.
  ['sweeps/ohlcv', 1],
  ['sweeps/obtf', 1],
  ['interop', 1],
  ['sweeps', 1],
])('%s of the corpus', (path, most) => {
  const source = sharedCorpus(path);
  it.skipIf(source === null)(`takes at most ${most} of what it was`, async () => {
    expect(await shareOf(source!)).toBeLessThanOrEqual(most);
  });
});

/** So many imports, whatever the sweep has. */
const IMPORTS = 12;

describe.each(['sweeps/sweep_b', 'sweeps/sweep_a'])('an archive of small imports of %s', (path) => {
  const source = sharedCorpus(path);
  it.skipIf(source === null)('is as small as one made at once when it is compacted', async () => {
    const atOnce = folder.at('at-once');
    await migrateToTiered({ source: source!, target: atOnce, proof: 'payload', threads: 1 }, task);
    const root = folder.at('grown');
    const bundles = (await readdir(source!)).filter((name) => name.endsWith('.iafbt'));
    const each = Math.ceil(bundles.length / IMPORTS);
    for (let from = 0; from < bundles.length; from += each) {
      const sources = bundles.slice(from, from + each).map((name) => `${source}/${name}`);
      await importIntoTiered({ root, sources, keepNames: true, threads: 1 }, task);
    }
    const grown = (await archiveBytes(root)).archive;

    await compactArchive({ root }, task);
    await collectGarbage({ root, isDryRun: false, withoutWaiting: true }, task);

    const { archive } = await archiveBytes(root);
    const { archive: wanted } = await archiveBytes(atOnce);
    expect(archive).toBeLessThan(grown * 0.9);
    expect(archive).toBeLessThan(wanted * 1.02);
  });
});
