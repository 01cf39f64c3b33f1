import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { type Acknowledged, startAcknowledging } from '#testing/faults/acknowledging.ts';
import { type FileSystem, makeImage, mountImage, unmount, whyNoMounts } from '#testing/mounts.ts';
import { openIndexReader } from '../store/index/open-index.ts';
import { layout } from '../store/tiered/layout.ts';
import { openTieredWriter } from '../store/tiered/open-writer.ts';
import { writeViews } from './sql/write-views.ts';
import { createTask } from './task-context.ts';
import { verifyArchive } from './verify-archive.ts';

/**
 * reliability.md §4, rows 4 and 5. The writer's disk is a file; a copy of that file, made while the writer is
 * stopped, holds what had been synced and nothing else: the disk as it is after the power came back.
 */
const kinds = (['ext4', 'xfs'] as const).map((kind) => ({ kind, why: whyNoMounts(kind) }));
for (const { kind, why } of kinds)
  if (why !== null) console.warn(`skipped, loss of power with ${kind}: ${why}`);

const home = mkdtempSync(join(tmpdir(), 'strata-power-'));
afterAll(() => rmSync(home, { recursive: true }));
const [image, disk] = [join(home, 'image'), join(home, 'disk')];
const [copy, after] = [join(home, 'copy'), join(home, 'after')];
const { task } = createTask();
const points = { ext4: 30, xfs: 12 } as const;

describe.each(kinds)('a loss of power with $kind', ({ kind, why }) => {
  afterEach(async () => {
    unmount(disk);
    await rm(image);
  });

  it.skipIf(why !== null)(
    `at ${points[kind]} points takes nothing that was acknowledged, and breaks nothing`,
    async () => {
      const found = await loseThePower({ kind, isSyncing: true });
      expect(found.length).toBe(points[kind]);
      expect(found.filter(({ lost, damaged }) => lost.length > 0 || damaged.length > 0)).toEqual(
        [],
      );
      expect(found.at(-1)?.acknowledged).toBeGreaterThan(points[kind] / 2);
    },
  );

  it.skipIf(why !== null)(
    'is seen where nothing is synced: the rig shows what it is built to show',
    async () => {
      const found = await loseThePower({ kind, isSyncing: false });
      expect(found.some(({ lost }) => lost.length > 0)).toBe(true);
    },
  );
});

interface Found {
  acknowledged: number;
  /** What was acknowledged and is not so any more. */
  lost: string[];
  damaged: string[];
}

interface Trial {
  kind: FileSystem;
  isSyncing: boolean;
}

async function loseThePower({ kind, isSyncing }: Trial): Promise<Found[]> {
  makeImage(image, 96, kind);
  mountImage(image, disk, kind);
  execFileSync('sync', ['-f', disk]);
  const writer = startAcknowledging(join(disk, 'archive'), { isSyncing });
  const found: Found[] = [];
  try {
    while (found.length < points[kind]) {
      const acknowledged = await writer.next();
      if (acknowledged === null) break;
      writer.stop();
      execFileSync('cp', ['--sparse=always', image, copy]);
      found.push(await whatIsLeft(kind, acknowledged));
      writer.goOn();
    }
  } finally {
    await writer.end();
  }
  return found;
}

/** The copy is mounted: its journal is replayed as after a loss of power. */
async function whatIsLeft(kind: FileSystem, { present, gone }: Acknowledged): Promise<Found> {
  mountImage(copy, after, kind);
  const root = join(after, 'archive');
  try {
    (await openTieredWriter(root, { create: true, now: Date.now() })).close();
    await writeViews(root);
    const { damaged } = await verifyArchive({ root, depth: { kind: 'full' }, threads: 1 }, task);
    const handles = new Set(handlesIn(root));
    const lost = [
      ...present.filter((handle) => !handles.has(handle)),
      ...gone.filter((handle) => handles.has(handle)),
    ];
    return { acknowledged: present.length, lost, damaged: damaged.map(({ file }) => file) };
  } catch (error) {
    return { acknowledged: present.length, lost: present, damaged: [String(error)] };
  } finally {
    unmount(after);
    await rm(copy);
  }
}

function handlesIn(root: string): string[] {
  const index = openIndexReader(join(root, layout.indexFile));
  try {
    return index.db.prepare<[], string>('SELECT handle FROM backtests').pluck().all();
  } finally {
    index.close();
  }
}
