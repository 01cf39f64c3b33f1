import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { failingDisk } from '#testing/failing-disk.ts';
import { temporaryFolder } from '#testing/temporary-folder.ts';
import { makeTieredArchive } from '#testing/tiered-archive.ts';
import type { Disk } from '../store/durable/disk.ts';
import { openIndexReader } from '../store/index/open-index.ts';
import { layout } from '../store/tiered/layout.ts';
import { openTieredWriter } from '../store/tiered/open-writer.ts';
import { collectGarbage } from './collect-garbage.ts';
import { compactArchive } from './compact-archive.ts';
import { deleteBacktests } from './delete-backtests.ts';
import { writeViews } from './sql/write-views.ts';
import { createTask } from './task-context.ts';
import { undeleteBacktests } from './undelete-backtests.ts';
import { verifyArchive } from './verify-archive.ts';

const folder = temporaryFolder();
const { task } = createTask();
let made = '';

/** Three batches of one bundle each, of which the last was deleted. */
beforeAll(async () => {
  made = await mkdtemp(join(tmpdir(), 'strata-upkeep-'));
  const root = join(made, 'archive');
  await makeTieredArchive(root, [
    ['event/event_006.iafbt'],
    ['event/event_008.iafbt'],
    ['event/event_010.iafbt'],
  ]);
  await deleteBacktests({ root, which: { names: ['event/event_010'] }, moveBundles: false }, task);
}, 120_000);
afterAll(() => rm(made, { recursive: true }));

const first = 'event/event_006';
const second = 'event/event_008';
const third = 'event/event_010';

const works: Record<string, { run(root: string, disk: Disk): Promise<unknown>; may: string[][] }> =
  {
    delete: {
      run: (root, disk) =>
        deleteBacktests({ root, which: { filter: '' }, moveBundles: false, disk }, task),
      may: [[first, second], [second], [first], []],
    },
    undelete: {
      run: (root, disk) => undeleteBacktests({ root, names: [third], disk }, task),
      may: [
        [first, second],
        [first, second, third],
      ],
    },
    'collect garbage': {
      run: (root, disk) =>
        collectGarbage({ root, isDryRun: false, withoutWaiting: true, disk }, task),
      may: [[first, second]],
    },
    compact: {
      run: (root, disk) => compactArchive({ root, disk }, task),
      may: [[first, second]],
    },
  };

describe.each(Object.entries(works))('a disk that stops in the middle of: %s', (_name, work) => {
  it('leaves a whole archive at whichever step', { timeout: 600_000 }, async () => {
    for (let allowed = 0; ; allowed++) {
      const root = folder.at(`archive-${allowed}`);
      await cp(join(made, 'archive'), root, { recursive: true, preserveTimestamps: true });
      const disk = failingDisk(allowed);
      const error = await work.run(root, disk).then(
        () => null,
        (reason: Error) => reason,
      );
      (await openTieredWriter(root, { create: false, now: Date.now() })).close();
      await writeViews(root);
      const { damaged } = await verifyArchive({ root, depth: { kind: 'full' }, threads: 1 }, task);
      expect({ allowed, damaged }).toEqual({ allowed, damaged: [] });
      expect(work.may).toContainEqual(handles(root));
      await rm(root, { recursive: true });
      if (error === null) {
        expect(disk.steps).toBe(allowed);
        expect(allowed).toBeGreaterThan(1);
        return;
      }
      expect(error.message).toContain('the disk stopped');
    }
  });
});

function handles(root: string): unknown[] {
  const index = openIndexReader(join(root, layout.indexFile));
  try {
    return index.db.prepare('SELECT handle FROM backtests ORDER BY handle').pluck().all();
  } finally {
    index.close();
  }
}
