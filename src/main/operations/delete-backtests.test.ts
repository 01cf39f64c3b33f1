import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { copyTieredArchive } from '#testing/copied-archive.ts';
import { placeBundle } from '#testing/demo-bundles.ts';
import { temporaryFolder } from '#testing/temporary-folder.ts';
import { openIndexReader } from '../store/index/open-index.ts';
import { compareIndexes } from '../store/tiered/compare-indexes.ts';
import { layout } from '../store/tiered/layout.ts';
import { openTieredWriter } from '../store/tiered/open-writer.ts';
import { deleteBacktests } from './delete-backtests.ts';
import { importIntoTiered } from './import-into-tiered.ts';
import { indexFolder } from './index-folder.ts';
import { rebuildTiered } from './rebuild-tiered.ts';
import { createTask } from './task-context.ts';
import { undeleteBacktests } from './undelete-backtests.ts';
import { verifyArchive } from './verify-archive.ts';

const folder = temporaryFolder();
const { task } = createTask();
const full = { kind: 'full' } as const;

describe('deleting from a tiered archive', () => {
  it('hides the backtest, also from a rebuilt index, and undeleting brings it back', async () => {
    const root = await copyTieredArchive(folder.at('archive'));
    const index = join(root, layout.indexFile);
    await copyFile(index, folder.at('before.sqlite'));
    const which = { names: ['event/event_002', 'event/event_006'] };
    const outcome = await deleteBacktests({ root, which, moveBundles: false }, task);
    expect(outcome).toEqual({ deleted: ['event/event_002', 'event/event_006'], failures: [] });
    expect(handles(index)).toEqual(['event/event_000', 'event/event_004', 'event/event_008']);
    expect((await verifyArchive({ root, depth: full }, task)).damaged).toEqual([]);

    await copyFile(index, folder.at('deleted.sqlite'));
    await rebuildTiered({ root }, task);
    expect(differences(folder.at('deleted.sqlite'), index)).toEqual([]);

    const back = await undeleteBacktests(
      { root, names: ['event/event_002', 'event_006', 'event/event_006'] },
      task,
    );
    expect(back.restored).toEqual(['event/event_002', 'event/event_006']);
    expect(back.failures.map(({ file, code }) => [file, code])).toEqual([
      ['event_006', 'not-found'],
    ]);
    expect(differences(index, folder.at('before.sqlite'))).toEqual([]);
    expect((await verifyArchive({ root, depth: full }, task)).damaged).toEqual([]);
  });

  it('keeps a deletion that was cut off before the index knew of it', async () => {
    const root = await copyTieredArchive(folder.at('archive'));
    const index = join(root, layout.indexFile);
    await copyFile(index, folder.at('before.sqlite'));
    await deleteBacktests(
      { root, which: { filter: 'handle LIKE "event/event_00%"' }, moveBundles: false },
      task,
    );
    expect(handles(index)).toEqual([]);
    await copyFile(folder.at('before.sqlite'), index);
    (await openTieredWriter(root, { create: false, now: 0 })).close();
    expect(handles(index)).toEqual([]);
  });

  it('takes the same bundle in again', async () => {
    const root = await copyTieredArchive(folder.at('archive'), [['event/event_008.iafbt']]);
    await deleteBacktests(
      { root, which: { names: ['event/event_008'] }, moveBundles: false },
      task,
    );
    const again = await importIntoTiered({ root, sources: [`${root}-source-0`], threads: 1 }, task);
    expect(again.added).toBe(1);
    await rebuildTiered({ root }, task);
    expect(handles(join(root, layout.indexFile))).toEqual(['event/event_008']);
  });
});

describe('deleting from a folder of bundles', () => {
  it('moves bundles to its trash only when that is said, and back', async () => {
    const root = folder.at('bundles');
    for (const name of ['a', 'b'])
      await placeBundle('event/event_008.iafbt', join(root, `${name}.iafbt`));
    await indexFolder({ folder: root, threads: 1 }, task);
    const which = { names: ['a'] };
    await expect(deleteBacktests({ root, which, moveBundles: false }, task)).rejects.toMatchObject({
      code: 'bad-request',
    });
    expect((await deleteBacktests({ root, which, moveBundles: true }, task)).deleted).toEqual([
      'a',
    ]);
    expect(handles(join(root, 'index.sqlite'))).toEqual(['b']);
    expect((await undeleteBacktests({ root, names: ['a'] }, task)).restored).toEqual(['a']);
    expect(handles(join(root, 'index.sqlite'))).toEqual(['a', 'b']);
  });
});

function handles(file: string): unknown[] {
  const index = openIndexReader(file);
  try {
    return index.db.prepare('SELECT handle FROM backtests ORDER BY handle').pluck().all();
  } finally {
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
