import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { cp, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dumpOf } from '#testing/dump-index.ts';
import { dataFilesIn, flipEverywhere, seededRandom } from '#testing/flip-bytes.ts';
import { writeManyBundles } from '#testing/many-bundles.ts';
import { makeTieredArchive } from '#testing/tiered-archive.ts';
import { sha256 } from '../store/durable/publisher.ts';
import { layout } from '../store/tiered/layout.ts';
import { openTieredWriter } from '../store/tiered/open-writer.ts';
import { deleteBacktests } from './delete-backtests.ts';
import { importIntoTiered } from './import-into-tiered.ts';
import { rebuildTiered } from './rebuild-tiered.ts';
import { repairArchive } from './repair-archive.ts';
import { writeViews } from './sql/write-views.ts';
import { createTask } from './task-context.ts';
import { verifyArchive } from './verify-archive.ts';

/** reliability.md §4, rows 8 to 10. */
const { task } = createTask();
const full = { kind: 'full' } as const;
const quick = { kind: 'quick' } as const;
let home = '';
let made = '';

/** Two batches, of which one backtest was deleted. */
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'strata-damage-'));
  made = await makeTieredArchive(join(home, 'made'));
  const which = { names: ['event/event_004'] };
  await deleteBacktests({ root: made, which, moveBundles: false }, task);
});
afterAll(() => rm(home, { recursive: true }));

async function aCopy(name: string): Promise<string> {
  const root = join(home, name);
  await rm(root, { recursive: true, force: true });
  await cp(made, root, { recursive: true, preserveTimestamps: true });
  return root;
}

async function named(root: string, depth: typeof full | typeof quick): Promise<string[]> {
  const { damaged } = await verifyArchive({ root, depth, threads: 1 }, task);
  return damaged.map(({ file }) => file);
}

describe('one damaged byte', () => {
  it('is found by a full verification 1,000 times of 1,000, by the name of its file', async () => {
    const root = await aCopy('flipped');
    const files = await dataFilesIn(root);
    const each = Math.ceil(1000 / files.length);
    const missed = await flipEverywhere(root, { each, seed: 11 }, () => named(root, full));
    expect(missed).toEqual([]);
    console.warn(`${each * files.length} flipped bytes in ${files.length} files, all named`);
  });

  it('in the index is found, or changes nothing of what it says, 500 times of 500', async () => {
    const root = await aCopy('index-flipped');
    const file = join(root, layout.indexFile);
    const [good, copy] = [readFileSync(file), join(home, 'flipped.sqlite')];
    const expected = dumpOf(file);
    const random = seededRandom(5);
    let found = 0;
    for (let flip = 0; flip < 500; flip++) {
      const damaged = Buffer.from(good);
      const at = Math.floor(random() * good.length);
      damaged[at] = damaged[at]! ^ (1 << Math.floor(random() * 8));
      writeFileSync(copy, damaged);
      if (dumpOf(copy) === expected) continue;
      copyFileSync(copy, file);
      expect([at, await named(root, full)]).toEqual([at, expect.arrayContaining(['index.sqlite'])]);
      found++;
    }
    expect(found).toBeGreaterThan(50);
    console.warn(
      `500 flipped bytes of the index: ${found} found, ${500 - found} that mean nothing`,
    );
  });
});

describe('a file that is missing or cut short', () => {
  it('is named by a quick verification, every file and every way', async () => {
    const root = await aCopy('cut');
    const missed: string[] = [];
    let tried = 0;
    for (const file of await dataFilesIn(root)) {
      if (file === layout.viewsFile) continue; // Derived: any writing makes it again.
      const path = join(root, file);
      const bytes = await readFile(path);
      const isSealed = file === layout.archiveFile || file.startsWith('tombstones/');
      for (const length of [null, 0, 1, bytes.length >> 1, bytes.length - 1]) {
        if (length === null && isSealed) continue;
        if (length === null) await rm(path);
        else await truncate(path, length);
        const found = await named(root, quick);
        // A manifest or a deletion that is gone is missed by the index, which remembers it.
        if (!found.includes(file) && !(length === null && found.includes('index.sqlite')))
          missed.push(`${file} at ${length}`);
        await writeFile(path, bytes);
        tried++;
      }
    }
    expect(missed).toEqual([]);
    console.warn(`${tried} files missing or cut short, all named`);
  });
});

describe('an index that is lost', () => {
  it('is made again row by row, and what was deleted stays deleted', async () => {
    const root = join(home, 'sweeps');
    const all = writeManyBundles(join(home, 'many'), 500);
    await importIntoTiered({ root, sources: [join(home, 'many')], threads: 2 }, task);
    const names = all.filter((_, no) => no % 10 === 3).map((name) => name.replace('.iafbt', ''));
    const deleted = await deleteBacktests({ root, which: { names }, moveBundles: false }, task);
    expect(deleted.deleted).toHaveLength(50);
    const before = dumpOf(join(root, layout.indexFile));
    await rm(join(root, layout.indexFile));
    const { failures, added } = await rebuildTiered({ root, threads: 2 }, task);
    expect(failures).toEqual([]);
    expect(added).toBe(450);
    expect(dumpOf(join(root, layout.indexFile))).toBe(before);
    console.warn(`an index of ${added} backtests and 50 deletions made again, the same`);
  });
});

describe('repairing', () => {
  it('never removes anything: of 30 damaged archives every byte is still there', async () => {
    const random = seededRandom(23);
    for (let state = 0; state < 30; state++) {
      const root = await aCopy('repaired');
      const files = (await dataFilesIn(root)).filter((file) => file !== layout.viewsFile);
      for (let damage = 0; damage < 3; damage++) {
        const path = join(root, files[Math.floor(random() * files.length)]!);
        const bytes = await readFile(path).catch(() => null);
        if (bytes === null) continue;
        if (random() < 0.3) await rm(path);
        else await writeFile(path, bytes.fill(0, Math.floor(random() * bytes.length)));
      }
      const before = await hashesIn(root);
      const from = random() < 0.5 ? [made] : [];
      await repairArchive({ root, from, isDryRun: false, threads: 1 }, task).catch(() => null);
      const after = new Set(await hashesIn(root));
      expect([state, before.filter((hash) => !after.has(hash))]).toEqual([state, []]);
    }
  });

  it('makes whole again what a whole copy has, whatever was damaged', async () => {
    const root = await aCopy('healed');
    for (const file of await dataFilesIn(root)) {
      if (/^(?:manifests|parquet|chunks)\//.test(file))
        await writeFile(join(root, file), 'damaged');
    }
    const request = { root, from: [made], isDryRun: false, threads: 1 };
    await repairArchive(request, task);
    (await openTieredWriter(root, { create: false, now: Date.now() })).close();
    await writeViews(root);
    expect(await named(root, full)).toEqual([]);
  });
});

/** Of every file of the data, wherever it was moved to. */
async function hashesIn(root: string): Promise<string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !/index\.sqlite|writer\.|checked\.json|views\.sql|ballast$/.test(path));
  return Promise.all(files.map(async (path) => sha256(await readFile(path))));
}
