import { readdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { copyTieredArchive } from '#testing/copied-archive.ts';
import { temporaryFolder } from '#testing/temporary-folder.ts';
import { readTruth } from '../store/tiered/catch-up.ts';
import { filesOf, ownFiles } from '../store/tiered/own-files.ts';
import { trashMarks } from '../store/tiered/trash.ts';
import { betweenMarksMs, collectGarbage, graceMs } from './collect-garbage.ts';
import { compactArchive } from './compact-archive.ts';
import { deleteBacktests } from './delete-backtests.ts';
import { proveFiles } from './prove-files.ts';
import { createTask } from './task-context.ts';
import { undeleteBacktests } from './undelete-backtests.ts';
import { verifyArchive } from './verify-archive.ts';

const folder = temporaryFolder();
const { task } = createTask();
const day = betweenMarksMs;
const full = { kind: 'full' } as const;

/** Two batches of which the second was deleted `now`; every file is as old as that. */
async function archiveWithDeletion(now: number): Promise<string> {
  const root = await copyTieredArchive(folder.at('archive'), [
    ['event/event_008.iafbt'],
    ['event/event_010.iafbt'],
  ]);
  await deleteBacktests(
    { root, which: { names: ['event/event_010'] }, moveBundles: false, now },
    task,
  );
  for await (const { path } of ownFiles(root)) await setTime(join(root, path), now);
  return root;
}

async function setTime(path: string, time: number): Promise<void> {
  await utimes(path, time / 1000, time / 1000);
}

async function paths(root: string): Promise<string[]> {
  const found: string[] = [];
  for await (const { path } of ownFiles(root)) found.push(path);
  return found;
}

const start = Date.UTC(2030, 0, 1);
const ways = { isDryRun: false, withoutWaiting: false };

describe('collecting garbage', () => {
  it('waits a week and for two looks a day apart, then one week more in the trash', async () => {
    const root = await archiveWithDeletion(start);
    const all = await paths(root);
    const collect = (now: number) => collectGarbage({ root, ...ways, now }, task);

    expect(await collect(start + day)).toMatchObject({ trashed: [], waiting: [] });
    const first = await collect(start + graceMs + day);
    expect(first.trashed).toEqual([]);
    expect(first.waiting.length).toBeGreaterThan(5);
    expect((await collect(start + graceMs + day + 1000)).trashed).toEqual([]);
    expect(await paths(root)).toEqual(all);

    const second = await collect(start + graceMs + 2 * day);
    expect(second.trashed.map(({ path }) => path).sort()).toEqual(
      first.waiting.map(({ path }) => path).sort(),
    );
    const kept = await paths(root);
    expect(kept.length + second.trashed.length).toBe(all.length);
    expect((await verifyArchive({ root, depth: full }, task)).damaged).toEqual([]);

    expect((await collect(start + graceMs + 8 * day)).emptied.files).toBe(0);
    expect(await readdir(join(root, 'tombstones'))).toHaveLength(1);
    // With the data its deletion goes, too.
    expect((await collect(start + 2 * graceMs + 2 * day)).emptied.files).toBe(
      second.trashed.length + 1,
    );
    expect(await readdir(join(root, 'tombstones'))).toEqual([]);
    expect(await readdir(join(root, 'trash'))).toEqual(['marks.json']);
    expect(await paths(root)).toEqual(kept);
  });

  it('gives back from the trash what is undeleted', async () => {
    const root = await archiveWithDeletion(start);
    for (const days of [8, 9])
      await collectGarbage({ root, ...ways, now: start + days * day }, task);
    expect((await readTruth(root)).live.batches).toHaveLength(1);
    const { restored, failures } = await undeleteBacktests(
      { root, names: ['event/event_010'] },
      task,
    );
    expect({ restored, failures }).toEqual({ restored: ['event/event_010'], failures: [] });
    expect((await verifyArchive({ root, depth: full }, task)).damaged).toEqual([]);
  });

  it('undeletes what is in its place, also where the trash holds but a part of an older batch', async () => {
    const root = await copyTieredArchive(folder.at('archive'), [
      ['event/event_008.iafbt', 'event/event_010.iafbt'],
    ]);
    const drop = (name: string, now: number) =>
      deleteBacktests({ root, which: { names: [name] }, moveBundles: false, now }, task);
    await drop('event/event_010', start);
    await compactArchive({ root }, task);
    for (const days of [8, 9])
      await collectGarbage({ root, ...ways, now: start + days * day }, task);
    const [mark = ''] = await trashMarks(root);
    await rm(join(root, 'trash', mark, 'parquet'), { recursive: true });
    await drop('event/event_008', start + 10 * day);

    const names = ['event/event_010', 'event/event_008'];
    const { restored, failures } = await undeleteBacktests({ root, names }, task);
    expect(restored).toEqual(['event/event_008']);
    expect(failures).toMatchObject([{ file: 'event/event_010', code: 'file-missing' }]);
    expect((await verifyArchive({ root, depth: full }, task)).damaged).toEqual([]);
  });

  it('goes ahead at once when that is said, and leaves names that are not ours', async () => {
    const root = await archiveWithDeletion(start);
    const foreign = join(root, 'parquet/trades/mine.parquet');
    await writeFile(foreign, 'mine');
    const at = { now: start + 1000, withoutWaiting: true };
    const dry = await collectGarbage({ root, isDryRun: true, ...at }, task);
    expect(dry.trashed.length).toBeGreaterThan(5);
    const outcome = await collectGarbage({ root, isDryRun: false, ...at }, task);
    expect(outcome.trashed).toEqual(dry.trashed);
    expect(outcome.emptied.files).toBe(dry.trashed.length + 1);
    expect((await stat(foreign)).size).toBe(4);
    expect((await verifyArchive({ root, depth: full }, task)).damaged).toEqual([]);
  });

  it('collects proofs of files that are gone, and no others', async () => {
    const root = await copyTieredArchive(folder.at('archive'), [
      ['event/event_008.iafbt', 'event/event_010.iafbt'],
    ]);
    await proveFiles({ root, threads: 1 }, task);
    const drop = async (name: string) => {
      await deleteBacktests({ root, which: { names: [name] }, moveBundles: false }, task);
      await collectGarbage({ root, isDryRun: false, withoutWaiting: true }, task);
      return (await readTruth(root)).live.proofs.length;
    };

    expect(await drop('event/event_008')).toBe(1);
    expect(await drop('event/event_010')).toBe(0);

    expect(await readdir(join(root, 'tombstones'))).toEqual([]);
    expect((await verifyArchive({ root, depth: full }, task)).damaged).toEqual([]);
  });

  it('removes nothing from an archive that is not whole', async () => {
    const root = await archiveWithDeletion(start);
    const { live } = await readTruth(root);
    const [needed] = filesOf(live.batches.find((batch) => batch.live.size > 0)!.manifest);
    await rename(join(root, needed!.path), folder.at('elsewhere'));
    const before = await paths(root);
    const now = start + 9 * day;
    await expect(
      collectGarbage({ root, isDryRun: false, withoutWaiting: true, now }, task),
    ).rejects.toMatchObject({ code: 'file-missing', file: needed!.path });
    expect(await paths(root)).toEqual(before);
  });

  it('removes nothing by a clock that cannot be right', async () => {
    const root = await archiveWithDeletion(start);
    await collectGarbage({ root, ...ways, now: start + 8 * day }, task);
    for (const now of [start + 7 * day, start - 30 * day]) {
      await expect(collectGarbage({ root, ...ways, now }, task)).rejects.toMatchObject({
        code: 'bad-request',
      });
    }
    const [some] = (
      await collectGarbage({ root, ...ways, isDryRun: true, now: start + 8 * day }, task)
    ).waiting;
    await setTime(join(root, some!.path), start + 30 * day);
    await expect(
      collectGarbage({ root, ...ways, now: start + 10 * day }, task),
    ).rejects.toMatchObject({ code: 'bad-request' });
  });
});
