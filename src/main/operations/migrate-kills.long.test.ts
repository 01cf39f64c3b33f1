import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { demoFolder } from '#testing/demo-bundles.ts';
import { bundleHashes } from '#testing/faults/make-world.ts';
import { runVerb } from '#testing/faults/run-verb.ts';
import { placesIn } from '#testing/faults/verbs.ts';
import { seededRandom } from '#testing/flip-bytes.ts';
import { writeManyBundles } from '#testing/many-bundles.ts';
import { openTieredWriter } from '../store/tiered/open-writer.ts';
import { migrateToFolder } from './migrate-to-folder.ts';
import { writeViews } from './sql/write-views.ts';
import { createTask } from './task-context.ts';
import { verifyArchive } from './verify-archive.ts';

/** reliability.md §4, rows 2 and 3. */
const { task } = createTask();
const isSoak = process.env.STRATA_SOAK !== undefined;
const [kills, bundles] = [200, 500];
const seed = Number(process.env.STRATA_SEED ?? (isSoak ? Date.now() % 2 ** 31 : 77));
let world = '';
beforeEach(async () => {
  world = await mkdtemp(join(tmpdir(), 'strata-migrated-'));
});
afterEach(() => rm(world, { recursive: true }));

describe('a migration', () => {
  it(`of ${bundles} bundles, killed at ${kills} random steps and taken up again, gives every file, byte for byte`, {
    timeout: 3_600_000,
  }, async () => {
    console.warn(`migration: seed ${seed}`);
    const { sweep, migrated } = placesIn(world);
    writeManyBundles(sweep, bundles);
    const sources = await bundleHashes(sweep);
    expect(new Set(sources).size).toBe(bundles);
    const { steps } = await runVerb('migrate', world);
    await rm(migrated, { recursive: true });
    const random = seededRandom(seed);
    let [killed, through] = [0, 0];
    while (killed < kills) {
      // A migration that is through begins anew, until there were kills enough.
      const at = 1 + Math.floor((random() * steps) / 4);
      const { code } = await runVerb('migrate', world, { fault: `kill:${at}` });
      if (code === 'killed') killed++;
      else {
        expect([at, code]).toEqual([at, 'done']);
        await requireWhole(migrated, 'quick');
        await rm(migrated, { recursive: true });
        through++;
      }
      if (existsSync(join(migrated, 'archive.json'))) await requireWhole(migrated, 'quick');
    }
    expect((await runVerb('migrate', world)).code).toBe('done');
    await requireSame(sources);
    console.warn(
      `${killed} kills, ${sources.length} bundles, ${through} times through, each as it was`,
    );
  });

  const hasStrace = spawnSync('strace', ['-f', 'true']).status === 0;
  if (!hasStrace) console.warn('skipped, kills at system calls: there is no strace that may trace');
  it.skipIf(!hasStrace)(
    'killed by the system at writes, syncs and renames, inside SQLite too, loses nothing',
    async () => {
      const { sweep, migrated } = placesIn(world);
      await cp(join(demoFolder, 'event'), sweep, { recursive: true });
      const sources = await bundleHashes(sweep);
      const random = seededRandom(78);
      let killed = 0;
      for (const call of ['write', 'pwrite64', 'fsync', 'fdatasync', 'rename', 'unlink']) {
        for (let trial = 0; trial < (isSoak ? 40 : 6); trial++) {
          const at = 1 + Math.floor(random() * 8);
          const inject = [
            '-f',
            '-qq',
            '-o',
            '/dev/null',
            '-e',
            `trace=${call}`,
            '-e',
            `inject=${call}:signal=KILL:when=${at}`,
          ];
          if (
            (await runVerb('migrate', world, { before: ['strace', ...inject] })).code === 'killed'
          )
            killed++;
          if (existsSync(join(migrated, 'archive.json'))) await requireWhole(migrated, 'full');
          if (trial % 3 === 2) await rm(migrated, { recursive: true, force: true });
        }
      }
      expect((await runVerb('migrate', world)).code).toBe('done');
      await requireSame(sources);
      expect(killed).toBeGreaterThan(8);
      console.warn(`${killed} of the tries were killed at a system call`);
    },
  );
});

async function requireWhole(root: string, kind: 'quick' | 'full'): Promise<void> {
  (await openTieredWriter(root, { create: false, now: Date.now() })).close();
  await writeViews(root);
  const { damaged } = await verifyArchive({ root, depth: { kind }, threads: 1 }, task);
  expect(damaged).toEqual([]);
}

async function requireSame(sources: readonly string[]): Promise<void> {
  const { migrated, exported, sweep } = placesIn(world);
  await requireWhole(migrated, 'full');
  const request = { source: migrated, target: exported, original: true, threads: 1 };
  expect((await migrateToFolder(request, task)).failed).toBe(0);
  expect(await bundleHashes(exported)).toEqual(sources);
  expect(await bundleHashes(sweep)).toEqual(sources);
}
