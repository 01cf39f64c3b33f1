import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { cp, mkdir, readdir, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { demoFolder } from '#testing/demo-bundles.ts';
import { fillDisk } from '#testing/fill-disk.ts';
import {
  type FileSystem,
  makeImage,
  mountImage,
  mountMemory,
  unmount,
  whyNoMounts,
} from '#testing/mounts.ts';
import { spawnCommand } from '#testing/spawn-command.ts';
import { makeTieredArchive } from '#testing/tiered-archive.ts';
import { ballastBytes } from '../store/tiered/ballast.ts';
import { layout } from '../store/tiered/layout.ts';
import { openTieredWriter } from '../store/tiered/open-writer.ts';
import { writeViews } from './sql/write-views.ts';
import { createTask } from './task-context.ts';
import { verifyArchive } from './verify-archive.ts';

/** reliability.md §4, row 7. */
const why = { ext4: whyNoMounts(), xfs: whyNoMounts('xfs') };
for (const [kind, reason] of Object.entries(why))
  if (reason !== null) console.warn(`skipped, full disks (${kind}): ${reason}`);

const home = mkdtempSync(join(tmpdir(), 'strata-full-'));
afterAll(() => rmSync(home, { recursive: true }));
const disk = join(home, 'disk');
const archive = join(disk, 'archive');
const filler = join(disk, 'filler');
const { task } = createTask();

const disks = [
  ['a disk in memory', 'ext4', () => mountMemory(disk, 64)],
  ['an ext4 disk', 'ext4', () => mount('ext4')],
  ['an XFS disk', 'xfs', () => mount('xfs')],
] as const;

function mount(kind: FileSystem): void {
  makeImage(join(home, 'image'), 64, kind);
  mountImage(join(home, 'image'), disk, kind);
}

describe.each(disks)('%s that is full', (_name, kind, mount) => {
  const isThere = why[kind] === null;
  beforeEach(async () => {
    mount();
    await makeTieredArchive(archive);
    await growTo27Megabytes(archive);
    await mkdir(join(disk, 'tmp'));
  });
  afterEach(() => unmount(disk));

  it.skipIf(!isThere)(
    'still lists, shows, deletes and collects, also where the temporary files lie on it',
    async () => {
      fillDisk(filler);
      // XFS keeps a few blocks to itself.
      expect((await statfs(disk)).bavail).toBeLessThan(16);
      const first = 'event/event_000';
      for (const args of [
        ['list', archive, '--json'],
        ['show', archive, first],
        ['stats', archive],
        ['delete', archive, first],
        ['verify', archive],
        ['gc', archive, '--now', '--i-know'],
      ]) {
        const { code, stderr } = await strata(args);
        expect([args[0], code, stderr]).toEqual([args[0], 0, '']);
      }
      const { stdout } = await strata(['list', archive, '--json']);
      expect((JSON.parse(stdout) as { handle: string }[]).map(({ handle }) => handle)).toEqual(
        ['event_002', 'event_004', 'event_006', 'event_008'].map((name) => `event/${name}`),
      );
      const { damaged } = await verifyArchive({ root: archive, depth: { kind: 'full' } }, task);
      expect(damaged).toEqual([]);
    },
  );

  it.skipIf(!isThere)(
    'ends an import at whatever size with a clean error, and everything that was there is whole',
    async () => {
      const made = join(home, 'made');
      await cp(archive, made, { recursive: true });
      let refused = 0;
      for (const kilobytes of [0, 8, 40, 100, 250, 400, 600, 900, 1400, 4000]) {
        await rm(archive, { recursive: true });
        await cp(made, archive, { recursive: true, preserveTimestamps: true });
        fillDisk(filler, kilobytes * 1024);
        const { code, stderr } = await strata(['import', archive, join(demoFolder, 'costs')]);
        if (code !== 0) expect(stderr).toContain('Free some space on the disk');
        if (code !== 0) refused++;
        expect([kilobytes, await readdir(join(archive, 'tmp')).catch(() => [])]).toEqual([
          kilobytes,
          [],
        ]);
        await rm(filler);
        // A batch that was published before the index had room for it is taken up by the next writer.
        (await openTieredWriter(archive, { create: false, now: Date.now() })).close();
        await writeViews(archive);
        const { damaged } = await verifyArchive({ root: archive, depth: { kind: 'full' } }, task);
        expect([kilobytes, damaged]).toEqual([kilobytes, []]);
      }
      expect(refused).toBeGreaterThan(3);
      expect(refused).toBeLessThan(10);
      await rm(made, { recursive: true });
    },
  );
});

/** Data that nothing refers to is data all the same: of so much the ballast has its full size. */
async function growTo27Megabytes(root: string): Promise<void> {
  const bytes = randomBytes(27 * 1024 ** 2);
  const path = join(
    root,
    layout.chunkFile('ohlcv', createHash('sha256').update(bytes).digest('hex')),
  );
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, bytes);
  (await openTieredWriter(root, { create: false, now: Date.now() })).close();
  expect((await stat(join(root, layout.ballast))).size).toBe(ballastBytes);
}

function strata(args: readonly string[]) {
  return spawnCommand('strata', args, { TMPDIR: join(disk, 'tmp') }).ended;
}
