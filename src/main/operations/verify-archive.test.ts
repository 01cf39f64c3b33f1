import { cp, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { placeBundle } from '#testing/demo-bundles.ts';
import { flipEverywhere, untilFlipped } from '#testing/flip-bytes.ts';
import { temporaryFolder } from '#testing/temporary-folder.ts';
import { makeTieredArchive } from '#testing/tiered-archive.ts';
import { takeWriterLock } from '../store/files/writer-lock.ts';
import { readTruth } from '../store/tiered/catch-up.ts';
import { layout } from '../store/tiered/layout.ts';
import { indexFolder } from './index-folder.ts';
import { createTask } from './task-context.ts';
import { verifyArchive } from './verify-archive.ts';

const folder = temporaryFolder();
const { task } = createTask();
let made = '';

beforeAll(async () => {
  made = await mkdtemp(join(tmpdir(), 'strata-verified-'));
  await makeTieredArchive(join(made, 'archive'), [
    ['event/event_008.iafbt', 'event/event_010.iafbt'],
  ]);
});
afterAll(() => rm(made, { recursive: true }));

async function anArchive(): Promise<string> {
  await cp(join(made, 'archive'), folder.at('archive'), {
    recursive: true,
    preserveTimestamps: true,
  });
  return folder.at('archive');
}

const full = { kind: 'full' } as const;
const quick = { kind: 'quick' } as const;

describe('verifying a tiered archive', () => {
  it('finds nothing wrong with a whole one', async () => {
    const root = await anArchive();
    for (const depth of [quick, { kind: 'sample', percent: 50 } as const, full]) {
      expect((await verifyArchive({ root, depth }, task)).damaged).toEqual([]);
    }
  });

  it('names the file of every flipped byte', { timeout: 120_000 }, async () => {
    const root = await anArchive();
    const missed = await flipEverywhere(root, { each: 12, seed: 7 }, async () => {
      return (await verifyArchive({ root, depth: full }, task)).damaged.map(({ file }) => file);
    });
    expect(missed).toEqual([]);
  });

  it('quickly names a file that is missing and one that is cut short', async () => {
    const root = await anArchive();
    const { datasets, skeletons } = (await readTruth(root)).live.batches[0]!.manifest;
    const missing = layout.datasetFile('orders', datasets.orders!.sha256);
    const cut = layout.chunkFile('skeletons', skeletons!.sha256);
    await rm(join(root, missing));
    await truncate(join(root, cut), 100);
    const { damaged } = await verifyArchive({ root, depth: quick }, task);
    expect(damaged.map(({ file, code }) => [file, code]).sort()).toEqual(
      [
        [missing, 'file-missing'],
        [cut, 'file-damaged'],
      ].sort(),
    );
  });

  it('says that the index is missing', async () => {
    const root = await anArchive();
    await rm(join(root, layout.indexFile));
    const { damaged } = await verifyArchive({ root, depth: quick }, task);
    expect(damaged.map(({ file, code }) => [file, code])).toEqual([
      ['index.sqlite', 'index-damaged'],
    ]);
  });

  it('does not check what somebody is writing', async () => {
    const root = await anArchive();
    const lock = takeWriterLock(join(root, 'writer'), root);
    await expect(verifyArchive({ root, depth: quick }, task)).rejects.toMatchObject({
      code: 'archive-locked',
    });
    lock.release();
  });
});

describe('verifying a folder of bundles', () => {
  it('names a bundle that was changed, and one whose bytes are bad', async () => {
    for (const name of ['event_000', 'event_002', 'event_004']) {
      await placeBundle(`event/${name}.iafbt`, folder.at('bundles', `${name}.iafbt`));
    }
    const root = folder.at('bundles');
    await indexFolder({ folder: root, threads: 1 }, task);
    expect((await verifyArchive({ root, depth: full, threads: 1 }, task)).damaged).toEqual([]);
    await writeFile(join(root, 'event_000.iafbt'), 'no bundle');
    const { damaged } = await verifyArchive({ root, depth: quick }, task);
    expect(damaged.map(({ file, code }) => [file, code])).toEqual([
      ['event_000.iafbt', 'file-changed'],
    ]);
    expect(await untilFlipped(join(root, 'event_002.iafbt'))).toBe(true);
    const all = await verifyArchive({ root, depth: full, threads: 1 }, task);
    expect(all.damaged.map(({ file }) => file)).toEqual(['event_000.iafbt', 'event_002.iafbt']);
    expect((await readdir(root)).length).toBeGreaterThan(3);
    expect((await readFile(join(root, 'event_000.iafbt'))).toString()).toBe('no bundle');
  });
});
