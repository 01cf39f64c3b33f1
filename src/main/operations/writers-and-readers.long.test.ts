import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { demoFolder } from '#testing/demo-bundles.ts';
import { mountReadOnly, unmount, whyNoMounts } from '#testing/mounts.ts';
import { spawnCommand } from '#testing/spawn-command.ts';
import { temporaryFolder } from '#testing/temporary-folder.ts';
import { makeTieredArchive, smallBundles } from '#testing/tiered-archive.ts';
import { hashTree } from '#testing/tree-hash.ts';
import { collectGarbage } from './collect-garbage.ts';
import { compactArchive } from './compact-archive.ts';
import { deleteBacktests } from './delete-backtests.ts';
import { createTask } from './task-context.ts';
import { undeleteBacktests } from './undelete-backtests.ts';
import { verifyArchive } from './verify-archive.ts';

/** reliability.md §4, rows 13 to 15. */
const folder = temporaryFolder();
const { task } = createTask();
const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

function start(entry: string, args: readonly string[]): ChildProcess {
  const url = new URL(`../../testing/faults/${entry}.ts`, import.meta.url);
  const child = spawn(process.execPath, [fileURLToPath(url), ...args]);
  children.push(child);
  return child;
}

describe('two writers', () => {
  it('are never at work together: the second is told who has it, and follows a kill, 50 times', async () => {
    const root = await makeTieredArchive(folder.at('archive'));
    for (let round = 0; round < 50; round++) {
      const holder = start('holding-process', [root]);
      await once(holder.stdout!, 'data');
      const refused = deleteBacktests({ root, which: { filter: '' }, moveBundles: false }, task);
      await expect(refused).rejects.toMatchObject({
        code: 'archive-locked',
        message: expect.stringContaining(`process ${holder.pid}`),
      });
      holder.kill('SIGKILL');
      await once(holder, 'exit');
      const done = await collectGarbage({ root, isDryRun: true, withoutWaiting: false }, task);
      expect(done.trashed).toEqual([]);
    }
  });

  it('that start together: one takes in what it was given, the other ends with code 4, or comes after it', async () => {
    const root = await makeTieredArchive(folder.at('archive'));
    const sweeps = ['costs', 'sweep_b', 'obtf', 'v1old'];
    const runs = await Promise.all(
      sweeps.map(
        (sweep) => spawnCommand('strata', ['import', root, join(demoFolder, sweep)]).ended,
      ),
    );
    expect(runs.some(({ code }) => code === 0)).toBe(true);
    for (const { code, stderr } of runs.filter((run) => run.code !== 0)) {
      expect(code).toBe(4);
      expect(stderr).toMatch(/is being written by (?:process \d+|another process)/);
    }
    expect(await damageIn(root)).toEqual([]);
  });
});

describe('readers', () => {
  it('read on without an error while others import, delete, compact and collect at once', async () => {
    const root = await makeTieredArchive(
      folder.at('archive'),
      [...smallBundles].map((one) => [one]),
    );
    const always = smallBundles.map((path) => path.replace('.iafbt', ''));
    const readers = [1, 2, 3, 4].map(() => start('reading-process', [root, ...always]));
    const outputs = readers.map(outputOf);
    await Promise.all(readers.map((reader) => once(reader.stdout!, 'data')));

    for (let round = 0; round < 6; round++) {
      const { code } = await spawnCommand('strata', ['import', root, join(demoFolder, 'costs')])
        .ended;
      expect(code).toBe(0);
      const which = { filter: 'handle like "costs%"' };
      const { deleted } = await deleteBacktests({ root, which, moveBundles: false }, task);
      expect(deleted).toHaveLength(8);
      await undeleteBacktests({ root, names: deleted.slice(0, 2) }, task);
      await compactArchive({ root }, task);
      await deleteBacktests({ root, which, moveBundles: false }, task);
      await collectGarbage({ root, isDryRun: false, withoutWaiting: true }, task);
    }
    for (const reader of readers) reader.stdin!.end();
    const counts = (await Promise.all(outputs)).map((text) => JSON.parse(text.split('\n')[1]!));
    expect(counts.flatMap(({ faults }) => faults)).toEqual([]);
    expect(Math.min(...counts.map(({ read }) => read))).toBeGreaterThan(0);
    console.warn(
      `readers opened and read: ${counts.map(({ opened, read }) => `${opened}/${read}`)}`,
    );
    expect(await damageIn(root)).toEqual([]);
  });
});

const why = whyNoMounts();
if (why !== null) console.warn(`skipped, read-only disks: ${why}`);

describe.skipIf(why !== null)('an archive on a disk that cannot be written', () => {
  it('lists, shows, exports and verifies, closed well or killed, and not a byte of it changes', async () => {
    const closed = await makeTieredArchive(folder.at('closed'));
    const killed = folder.at('killed');
    await cp(closed, killed, { recursive: true, preserveTimestamps: true });
    const holder = start('holding-process', [killed]);
    await once(holder.stdout!, 'data');
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    for (const root of [closed, killed]) {
      const before = await hashTree(root);
      const disk = folder.at('disk');
      mountReadOnly(root, disk);
      try {
        for (const args of [
          ['list', disk, '--json'],
          ['show', disk, 'event/event_000'],
          ['verify', disk, '--full'],
          ['export', disk, '--all', '--to', folder.at('out')],
        ]) {
          const { code, stderr } = await spawnCommand('strata', args).ended;
          expect([args[0], code, code === 0 ? '' : stderr]).toEqual([args[0], 0, '']);
        }
        const refused = await spawnCommand('strata', ['delete', disk, 'event/event_000']).ended;
        expect(refused.code).toBe(1);
        expect(refused.stderr).toMatch(/Give yourself permission/);
      } finally {
        unmount(disk);
      }
      expect(await hashTree(root)).toEqual(before);
      await rm(folder.at('out'), { recursive: true });
    }
  });
});

async function damageIn(root: string): Promise<unknown[]> {
  return (await verifyArchive({ root, depth: { kind: 'full' }, threads: 1 }, task)).damaged;
}

async function outputOf(child: ChildProcess): Promise<string> {
  let text = '';
  child.stdout!.on('data', (part) => {
    text += part;
  });
  await once(child, 'close');
  return text;
}
