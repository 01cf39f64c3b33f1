import { cp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { placeBundle } from '#testing/demo-bundles.ts';
import { runCommand } from '#testing/run-command.ts';
import { runningEngine } from '#testing/running-engine.ts';
import { temporaryFolder } from '#testing/temporary-folder.ts';
import { makeTieredArchive } from '#testing/tiered-archive.ts';
import { takeWriterLock } from '../store/files/writer-lock.ts';
import { importIntoTiered } from './import-into-tiered.ts';
import { createTask } from './task-context.ts';
import { verifyArchive } from './verify-archive.ts';

const folder = temporaryFolder();
const app = runningEngine(folder);

/** An archive whose last batch has its manifest, and whose writer died before index and views knew of it. */
async function cutOff(): Promise<string> {
  const root = await makeTieredArchive(folder.at('root/archive'), [['event/event_000.iafbt']]);
  const derived = ['index.sqlite', 'views.sql'];
  for (const name of derived) await cp(join(root, name), folder.at('before', name));
  await placeBundle('event/event_002.iafbt', folder.at('more/event_002.iafbt'));
  const { task } = createTask();
  await importIntoTiered({ root, sources: [folder.at('more')], threads: 1 }, task);
  for (const suffix of ['-wal', '-shm'])
    await rm(join(root, `index.sqlite${suffix}`), { force: true });
  for (const name of derived) await cp(folder.at('before', name), join(root, name));
  return root;
}

const viewsOf = (root: string) => readFile(join(root, 'views.sql'), 'utf8');
const handles = (stdout: string) => JSON.parse(stdout).map((row: { handle: string }) => row.handle);

describe('an archive whose writer died after the manifest', () => {
  it('is brought up to date by the next command that reads it', async () => {
    const root = await cutOff();
    const before = await viewsOf(root);
    const { stdout } = await runCommand('strata', ['list', root, '--json']);
    expect(handles(stdout).sort()).toEqual(['event/event_000', 'event_002']);
    expect(await viewsOf(root)).not.toBe(before);
    const depth = { kind: 'full' } as const;
    expect((await verifyArchive({ root, depth, threads: 1 }, createTask().task)).damaged).toEqual(
      [],
    );
  });

  it('is left to whoever writes just now', async () => {
    const root = await cutOff();
    const lock = takeWriterLock(join(root, 'writer'), 'archive');
    const { code, stdout } = await runCommand('strata', ['list', root, '--json']);
    lock.release();
    expect({ code, handles: handles(stdout) }).toEqual({ code: 0, handles: ['event/event_000'] });
  });

  it('has its views made again by a query, which sees everything in any case', async () => {
    const root = await cutOff();
    const before = await viewsOf(root);
    const { stdout } = await runCommand('strata', [
      'sql',
      root,
      'SELECT count(*) AS n FROM backtests',
      '--json',
    ]);
    expect(JSON.parse(stdout)).toEqual([{ n: 2 }]);
    expect(await viewsOf(root)).not.toBe(before);
  });

  it('is brought up to date by a job when the window opens it', async () => {
    const root = await cutOff();
    const place = await app.engine.findPlace({ text: root });
    const opened = await app.engine.openArchive({ place: place.id });
    expect(opened.backtests).toBe(1);
    expect(await app.ended(opened.job)).toMatchObject({ kind: 'index', state: 'done' });
    const again = await app.engine.reopenArchive({ archive: opened.archive });
    expect(again).toMatchObject({ backtests: 2, job: null });
  });
});
