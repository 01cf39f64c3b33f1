import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { type Acknowledged, startAcknowledging } from '#testing/faults/acknowledging.ts';
import { makeImage, mountImage, unmount, whyNoMounts } from '#testing/mounts.ts';
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
const why = whyNoMounts();
if (why !== null) console.warn(`skipped, loss of power: ${why}`);

const home = mkdtempSync(join(tmpdir(), 'strata-power-'));
afterAll(() => rmSync(home, { recursive: true }));
const [image, disk] = [join(home, 'image'), join(home, 'disk')];
const [copy, after] = [join(home, 'copy'), join(home, 'after')];
const { task } = createTask();
const points = 30;

describe.skipIf(why !== null)('a loss of power', () => {
  afterEach(async () => {
    unmount(disk);
    await rm(image);
  });

  it(`at ${points} points takes nothing that was acknowledged, and breaks nothing`, async () => {
    const found = await loseThePower({ isSyncing: true });
    expect(found.length).toBe(points);
    expect(found.filter(({ lost, damaged }) => lost.length > 0 || damaged.length > 0)).toEqual([]);
    expect(found.at(-1)?.acknowledged).toBeGreaterThan(15);
  });

  it('is seen where nothing is synced: the rig shows what it is built to show', async () => {
    const found = await loseThePower({ isSyncing: false });
    expect(found.some(({ lost }) => lost.length > 0)).toBe(true);
  });
});

interface Found {
  acknowledged: number;
  /** What was acknowledged and is not so any more. */
  lost: string[];
  damaged: string[];
}

async function loseThePower({ isSyncing }: { isSyncing: boolean }): Promise<Found[]> {
  makeImage(image, 96);
  mountImage(image, disk);
  execFileSync('sync', ['-f', disk]);
  const writer = startAcknowledging(join(disk, 'archive'), { isSyncing });
  const found: Found[] = [];
  try {
    while (found.length < points) {
      const acknowledged = await writer.next();
      if (acknowledged === null) break;
      writer.stop();
      execFileSync('cp', ['--sparse=always', image, copy]);
      found.push(await whatIsLeft(acknowledged));
      writer.goOn();
    }
  } finally {
    await writer.end();
  }
  return found;
}

/** The copy is mounted: its journal is replayed as after a loss of power. */
async function whatIsLeft({ present, gone }: Acknowledged): Promise<Found> {
  mountImage(copy, after);
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
