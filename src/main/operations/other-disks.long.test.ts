import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { killAtSteps } from '#testing/faults/kill-at-steps.ts';
import { makeWorld } from '#testing/faults/make-world.ts';
import {
  makeImage,
  mountImage,
  mountMemory,
  mountOverlay,
  unmount,
  whyNoMounts,
} from '#testing/mounts.ts';

/** reliability.md §4, row 27: kill -9 on the disks that are no ext4. */
const home = mkdtempSync(join(tmpdir(), 'strata-disks-'));
afterAll(() => rmSync(home, { recursive: true }));
const [disk, below, image] = [join(home, 'disk'), join(home, 'below'), join(home, 'image')];

const disks = [
  ['in memory', whyNoMounts(), () => mountMemory(disk, 128), () => unmount(disk)],
  [
    'of two layers, as in a container',
    whyNoMounts(),
    () => {
      makeImage(image, 128);
      mountImage(image, below);
      mountOverlay(below, disk);
    },
    () => {
      unmount(disk);
      unmount(below);
    },
  ],
  [
    'with XFS',
    whyNoMounts('xfs'),
    () => {
      makeImage(image, 320, 'xfs');
      mountImage(image, disk, 'xfs');
    },
    () => unmount(disk),
  ],
] as const;

for (const [name, why] of disks) if (why !== null) console.warn(`skipped, a disk ${name}: ${why}`);

describe.each(disks)('a disk %s', (name, why, mount, end) => {
  it.skipIf(why !== null)(
    'keeps what it holds through kill -9, and every verb can be done again',
    async () => {
      mount();
      try {
        await makeWorld(join(disk, 'made'));
        for (const verb of ['import', 'migrate', 'delete', 'gc', 'compact', 'rebuild']) {
          const places = { made: join(disk, 'made'), world: join(disk, 'world'), every: 8 };
          const { kills, findings } = await killAtSteps(verb, places);
          expect([verb, findings]).toEqual([verb, []]);
          expect(kills).toBeGreaterThan(2);
          console.warn(`${verb}: killed at ${kills} steps on a disk ${name}`);
        }
      } finally {
        end();
      }
    },
  );
});
