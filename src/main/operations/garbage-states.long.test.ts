import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoFolder } from '#testing/demo-bundles.ts';
import { seededRandom } from '#testing/flip-bytes.ts';
import { importDirectly } from '#testing/import-directly.ts';
import { readTruth } from '../store/tiered/catch-up.ts';
import { layout } from '../store/tiered/layout.ts';
import { filesOf } from '../store/tiered/own-files.ts';
import { collectGarbage } from './collect-garbage.ts';
import { compactArchive } from './compact-archive.ts';
import { deleteBacktests } from './delete-backtests.ts';
import { createTask } from './task-context.ts';

/** reliability.md §4, row 12. */
const { task } = createTask();
const states = 1000;
const day = 24 * 3_600_000;
let home = '';
let made = '';

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'strata-garbage-'));
  made = join(home, 'made');
  for (const name of ['event_000', 'event_002', 'event_006', 'event_008', 'event_010'])
    await importDirectly(made, [join(demoFolder, 'event', `${name}.iafbt`)]);
});
afterAll(() => rm(home, { recursive: true }));

describe('collecting garbage', () => {
  it(`takes nothing that counts and no name that is not ours, in ${states} random states`, async () => {
    const random = seededRandom(41);
    const one = <Value>(values: readonly Value[]) => values[Math.floor(random() * values.length)]!;
    let trashed = 0;
    for (let state = 0; state < states; state++) {
      const root = join(home, 'state');
      await rm(root, { recursive: true, force: true });
      await cp(made, root, { recursive: true, preserveTimestamps: true });
      const deleted = ['event_000', 'event_002', 'event_006', 'event_008'].filter(
        () => random() < 0.4,
      );
      const now = Date.now();
      const at = now - one([0, 3, 8, 30]) * day;
      if (deleted.length > 0)
        await deleteBacktests(
          { root, which: { names: deleted }, moveBundles: false, now: at },
          task,
        );
      if (random() < 0.3) await compactArchive({ root }, task);
      const strange = await strangers(root, one);
      await makeOld(root, now - one([0, 6, 8, 40]) * day);
      const needed = await liveFilesOf(root);
      const withoutWaiting = random() < 0.3;
      for (const later of [0, one([0, 0.5, 1.1, 9]), one([10, 20])]) {
        const outcome = await collectGarbage(
          { root, isDryRun: false, withoutWaiting, now: now + later * day },
          task,
        );
        trashed += outcome.trashed.length;
      }
      expect([
        state,
        [...needed, ...strange].filter((path) => !existsSync(join(root, path))),
      ]).toEqual([state, []]);
    }
    expect(trashed).toBeGreaterThan(states);
    console.warn(
      `${states} states, ${trashed} files collected, none of them needed, none of them strange`,
    );
  });

  it('refuses by a clock that is thirty days off, either way', async () => {
    const root = join(home, 'clock');
    await cp(made, root, { recursive: true });
    const collect = (now: number) =>
      collectGarbage({ root, isDryRun: false, withoutWaiting: false, now }, task);
    const now = Date.now();
    await expect(collect(now - 30 * day)).resolves.toBeDefined();
    await collect(now);
    await expect(collect(now - 30 * day)).rejects.toMatchObject({ code: 'bad-request' });
    await deleteBacktests(
      { root, which: { names: ['event_000'] }, moveBundles: false, now: now - 9 * day },
      task,
    );
    await makeOld(root, now + 30 * day);
    await expect(collect(now)).rejects.toMatchObject({ code: 'bad-request' });
  });
});

/** From the manifests alone: what a batch with anything that counts refers to, and the batch. */
async function liveFilesOf(root: string): Promise<string[]> {
  const { live } = await readTruth(root);
  return live.batches
    .filter((batch) => batch.live.size > 0)
    .flatMap(({ sha256, manifest }) => [
      layout.manifestFile(sha256),
      ...filesOf(manifest).map(({ path }) => path),
    ]);
}

const hex = '0123456789abcdef'.repeat(4);

async function strangers(
  root: string,
  one: <Value>(values: readonly Value[]) => Value,
): Promise<string[]> {
  const names = [
    'notes.txt',
    'manifests/mine.json.zst',
    `manifests/${hex}.json`,
    'parquet/trades/mine.parquet',
    `parquet/trades/${hex}.parquet.tmp`,
    `parquet/my-own/${hex}.parquet`,
    `chunks/ohlcv/packs/${hex}.pack.bak`,
    `chunks/other/ab/${hex}`,
    'tombstones/readme',
    'trash/mine/file',
  ];
  const made = [one(names), one(names)];
  for (const name of made) {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), 'not of Strata');
  }
  return made;
}

async function makeOld(root: string, time: number): Promise<void> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  for (const entry of entries.filter((one) => one.isFile())) {
    if (/index\.sqlite|writer|marks/.test(entry.name)) continue;
    await utimes(join(entry.parentPath, entry.name), time / 1000, time / 1000);
  }
}
