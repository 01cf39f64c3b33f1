import { copyFile, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { copyTieredArchive } from '#testing/copied-archive.ts';
import { temporaryFolder } from '#testing/temporary-folder.ts';
import { openFrameWriter } from '../formats/zstd/frame-writer.ts';
import { openIndexReader } from '../store/index/open-index.ts';
import { readTruth } from '../store/tiered/catch-up.ts';
import { compareIndexes } from '../store/tiered/compare-indexes.ts';
import { layout } from '../store/tiered/layout.ts';
import { restoreFile } from '../store/tiered/restore-file.ts';
import { listFiles } from '../store/tiered/stored-index.ts';
import { openTieredReader } from '../store/tiered/tiered-reader.ts';
import { collectGarbage } from './collect-garbage.ts';
import { compactArchive } from './compact-archive.ts';
import { deleteBacktests } from './delete-backtests.ts';
import { rebuildTiered } from './rebuild-tiered.ts';
import { createTask } from './task-context.ts';
import { undeleteBacktests } from './undelete-backtests.ts';
import { verifyArchive } from './verify-archive.ts';

const folder = temporaryFolder();
const { task } = createTask();
const full = { kind: 'full' } as const;

describe('compacting a tiered archive', () => {
  it('merges batches into one; every file and row stays what it was', async () => {
    const root = await copyTieredArchive(folder.at('archive'));
    const index = join(root, layout.indexFile);
    const before = await exportedFiles(root);
    expect(before.every(({ isExact }) => isExact)).toBe(true);
    await copyFile(index, folder.at('before.sqlite'));
    const outcome = await compactArchive({ root }, task);
    expect(outcome.batches).toEqual({ before: 2, merged: 2, after: 1 });
    expect(outcome.bytes.after).toBeLessThan(outcome.bytes.before);
    expect(await exportedFiles(root)).toEqual(before);
    const changed = differences(index, folder.at('before.sqlite')).map(({ table }) => table);
    // Where things lie has changed, packed chunks included; no row has.
    expect(changed).toEqual([
      'stored_manifests',
      'stored_backtests',
      'stored_files',
      'stored_chunks',
    ]);
    await copyFile(index, folder.at('compacted.sqlite'));
    await rebuildTiered({ root }, task);
    expect(differences(folder.at('compacted.sqlite'), index)).toEqual([]);

    await collectGarbage({ root, isDryRun: false, withoutWaiting: true }, task);
    expect((await readTruth(root)).live.batches).toHaveLength(1);
    expect(await exportedFiles(root)).toEqual(before);
    expect((await verifyArchive({ root, depth: full }, task)).damaged).toEqual([]);
    expect((await compactArchive({ root }, task)).batches.merged).toBe(0);
  });

  it('leaves out what was deleted, which can still be undeleted', async () => {
    const root = await copyTieredArchive(folder.at('archive'));
    const before = await exportedFiles(root);
    const which = { names: ['event/event_002'] };
    await deleteBacktests({ root, which, moveBundles: false }, task);
    await compactArchive({ root }, task);
    const rest = before.filter(({ handle }) => handle !== 'event/event_002');
    expect(await exportedFiles(root)).toEqual(rest);
    const { live } = await readTruth(root);
    expect(live.batches.at(-1)!.manifest.backtests).toHaveLength(4);
    await undeleteBacktests({ root, names: which.names }, task);
    expect(await exportedFiles(root)).toEqual(before);
    expect((await verifyArchive({ root, depth: full }, task)).damaged).toEqual([]);
  });

  it('lets batches be that are damaged, and says so', async () => {
    const root = await copyTieredArchive(folder.at('archive'));
    const { skeletons } = (await readTruth(root)).live.batches[1]!.manifest;
    const damaged = layout.chunkFile('skeletons', skeletons!.sha256);
    await truncate(join(root, damaged), 10);
    const outcome = await compactArchive({ root }, task);
    expect(outcome.batches.merged).toBe(0);
    expect(outcome.failures.map(({ file }) => file)).toEqual([damaged]);
    expect((await readTruth(root)).live.batches).toHaveLength(2);
  });
});

async function exportedFiles(root: string) {
  const index = openIndexReader(join(root, layout.indexFile));
  const reader = openTieredReader(root, index);
  try {
    const restorer = { reader, write: openFrameWriter(), memory: new Map() };
    const files = [];
    for (const place of listFiles(index.db, null)) {
      const { stored, isExact } = await restoreFile(restorer, place);
      files.push({ handle: place.handle, sha256: stored.sha256, isExact });
    }
    return files;
  } finally {
    await reader.close();
    index.close();
  }
}

function differences(a: string, b: string) {
  const [actual, expected] = [openIndexReader(a), openIndexReader(b)];
  try {
    return compareIndexes(actual.db, expected.db);
  } finally {
    actual.close();
    expected.close();
  }
}
