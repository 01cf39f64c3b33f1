import { copyFile, cp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { copyTieredArchive } from '#testing/copied-archive.ts';
import { untilFlipped } from '#testing/flip-bytes.ts';
import { temporaryFolder } from '#testing/temporary-folder.ts';
import { openIndexReader } from '../store/index/open-index.ts';
import { readTruth } from '../store/tiered/catch-up.ts';
import { layout } from '../store/tiered/layout.ts';
import { repairArchive } from './repair-archive.ts';
import { createTask } from './task-context.ts';
import { verifyArchive } from './verify-archive.ts';

const folder = temporaryFolder();
const { task } = createTask();
const full = { kind: 'full' } as const;

/** An archive with a missing dataset in its first batch and a flipped byte in the skeletons of its second. */
async function damagedArchive() {
  const root = await copyTieredArchive(folder.at('archive'));
  await cp(root, folder.at('copy'), { recursive: true });
  const [first, second] = (await readTruth(root)).live.batches.map(({ manifest }) => manifest);
  const missing = layout.datasetFile('runs', first!.datasets.runs!.sha256);
  const flipped = layout.chunkFile('skeletons', second!.skeletons!.sha256);
  await rm(join(root, missing));
  await untilFlipped(join(root, flipped));
  return { root, missing, flipped };
}

describe('repairing a tiered archive', () => {
  it('takes files from where their very bytes still are', async () => {
    const { root, missing, flipped } = await damagedArchive();
    const request = { root, from: [folder.at('copy')] };
    const dry = await repairArchive({ ...request, isDryRun: true }, task);
    expect(dry.restored.sort()).toEqual([missing, flipped].sort());
    expect((await verifyArchive({ root, depth: full }, task)).damaged).not.toEqual([]);
    const done = await repairArchive({ ...request, isDryRun: false }, task);
    expect(done.restored.sort()).toEqual([missing, flipped].sort());
    expect(done.damaged).toEqual([]);
    expect((await verifyArchive({ root, depth: full }, task)).damaged).toEqual([]);
    const good = await readFile(join(folder.at('copy'), flipped));
    expect(await readFile(join(root, flipped))).toEqual(good);
  });

  it('takes backtests in again from their bundles, under the names they had', async () => {
    const { root } = await damagedArchive();
    const from = [`${root}-source-0`];
    const { reimported, damaged } = await repairArchive({ root, from, isDryRun: false }, task);
    expect(reimported.sort()).toEqual(['event/event_000', 'event/event_002', 'event/event_004']);
    expect(damaged.map(({ file }) => file)).toContain('event/event_006.iafbt');
    expect(rows(root)).toEqual({
      backtests: ['event/event_000', 'event/event_002', 'event/event_004'],
      failures: ['event/event_006', 'event/event_008'],
    });
    const rest = await repairArchive({ root, from: [`${root}-source-1`], isDryRun: false }, task);
    expect(rest.reimported.sort()).toEqual(['event/event_006', 'event/event_008']);
    expect(rows(root).failures).toEqual([]);
  });

  it('brings back a damaged manifest and the rows that hang on it', async () => {
    const root = await copyTieredArchive(folder.at('archive'));
    const { sha256 } = (await readTruth(root)).live.batches[0]!;
    const file = layout.manifestFile(sha256);
    await copyFile(join(root, file), folder.at(`${sha256}.json.zst`));
    await untilFlipped(join(root, file));
    const without = await repairArchive({ root, from: [], isDryRun: false }, task);
    expect(without.damaged.map((failure) => failure.file)).toEqual([file]);
    const { restored } = await repairArchive({ root, from: [folder.path], isDryRun: false }, task);
    expect(restored).toEqual([file]);
    expect(rows(root).backtests).toHaveLength(5);
    expect((await verifyArchive({ root, depth: full }, task)).damaged).toEqual([]);
  });
});

function rows(root: string) {
  const index = openIndexReader(join(root, layout.indexFile));
  try {
    const all = (table: string) =>
      index.db.prepare(`SELECT handle FROM ${table} ORDER BY handle`).pluck().all();
    return { backtests: all('backtests'), failures: all('failures') };
  } finally {
    index.close();
  }
}
