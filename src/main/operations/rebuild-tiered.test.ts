import { copyFile, readdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { copyTieredArchive } from '#testing/copied-archive.ts';
import { temporaryFolder } from '#testing/temporary-folder.ts';
import { smallBundles } from '#testing/tiered-archive.ts';
import { openIndexReader } from '../store/index/open-index.ts';
import { readTruth } from '../store/tiered/catch-up.ts';
import { compareIndexes } from '../store/tiered/compare-indexes.ts';
import { layout } from '../store/tiered/layout.ts';
import { openTieredWriter } from '../store/tiered/open-writer.ts';
import { rebuildTiered } from './rebuild-tiered.ts';
import { createTask } from './task-context.ts';

const folder = temporaryFolder();
const { task } = createTask();

describe('rebuilding the index of a tiered archive', () => {
  it('gives the very rows that importing gave, and sets the old index aside', async () => {
    const root = await copyTieredArchive(folder.at('archive'));
    const outcome = await rebuildTiered({ root, threads: 1 }, task);
    expect(outcome).toMatchObject({ seen: smallBundles.length, failures: [] });
    const [aside] = (await readdir(join(root, layout.quarantine))).filter((name) =>
      name.endsWith('.sqlite'),
    );
    expect(
      differences(join(root, layout.quarantine, aside!), join(root, layout.indexFile)),
    ).toEqual([]);
  });

  it('names what is damaged and indexes the rest', async () => {
    const root = await copyTieredArchive(folder.at('archive'));
    const { live } = await readTruth(root);
    const lost = live.batches[0]!.manifest;
    await rm(join(root, layout.datasetFile('trades', lost.datasets.trades!.sha256)));
    const outcome = await rebuildTiered({ root, threads: 2 }, task);
    expect(outcome.seen).toBe(smallBundles.length - lost.backtests.length);
    expect(outcome.failures.map(({ file }) => basename(file))).toContain(
      `${lost.datasets.trades!.sha256}.parquet`,
    );
  });

  it('leaves the old index when it is cancelled', async () => {
    const root = await copyTieredArchive(folder.at('archive'));
    const control = createTask();
    control.cancel();
    await expect(rebuildTiered({ root, threads: 1 }, control.task)).rejects.toThrow('cancelled');
    const index = openIndexReader(join(root, layout.indexFile));
    expect(index.db.prepare('SELECT count(*) FROM backtests').pluck().get()).toBe(5);
    index.close();
  });
});

describe('an index older than its archive', () => {
  it('is brought up to date by whoever writes next', async () => {
    const root = await copyTieredArchive(folder.at('archive'));
    const before = folder.at('before.sqlite');
    await copyFile(join(root, layout.indexFile), before);
    await rm(join(root, layout.indexFile));
    const writer = await openTieredWriter(root, { create: false, now: 0 });
    expect(writer.damaged).toEqual([]);
    expect(writer.takeSeq()).toBe(3);
    writer.close();
    expect(differences(before, join(root, layout.indexFile))).toEqual([]);
  });
});

function differences(a: string, b: string) {
  const [actual, expected] = [openIndexReader(a), openIndexReader(b)];
  try {
    return compareIndexes(actual.db, expected.db);
  } finally {
    actual.close();
    expected.close();
  }
}
