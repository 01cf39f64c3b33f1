import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmod,
  copyFile,
  mkdir,
  readdir,
  rename,
  rm,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import type { Row } from '#contract/operations.ts';
import { asOrdinaryUser } from '#testing/ordinary-user.ts';
import { temporaryFolder } from '#testing/temporary-folder.ts';
import { takeWriterLock } from '../store/files/writer-lock.ts';
import { type IndexRequest, indexFolder } from './index-folder.ts';
import { listRows } from './list-rows.ts';
import { openArchive } from './open-archive.ts';
import { createTask } from './task-context.ts';

const folder = temporaryFolder();
const demo = new URL('../../../resources/demo/', import.meta.url).pathname;
const counts = { seen: 0, added: 0, unchanged: 0, updated: 0, renamed: 0, removed: 0, failed: 0 };

describe('indexing a folder', () => {
  it('makes a row for every bundle of either suffix, with its runs', async () => {
    await place('sweep_b/sweep_b_00000.iafbt', 'a.iafbt');
    await place('obtf/obtf_000.obtf', 'deep/er/b.obtf');

    expect(await index()).toMatchObject({
      ...counts,
      seen: 2,
      added: 2,
      failures: [],
      skipped: [],
    });

    const rows = await allRows();
    expect(rows.map((row) => row.handle)).toEqual(['a', 'deep/er/b']);
    expect((await allRows('runs')).length).toBeGreaterThanOrEqual(2);
  });

  it('reads nothing again while nothing has changed', async () => {
    await placeSome();
    await index();

    const reads: (string | null)[] = [];
    const again = await index({}, ({ current }) => reads.push(current));

    expect(again).toMatchObject({ ...counts, seen: 3, unchanged: 3 });
    expect(reads.every((current) => current === null)).toBe(true);
  });

  it('reads what changed, and keeps the number of its row', async () => {
    await placeSome();
    await index();
    const before = await rowOf('two');

    await place('sweep_b/sweep_b_00004.iafbt', 'two.iafbt');

    expect(await index()).toMatchObject({ ...counts, seen: 3, unchanged: 2, updated: 1 });
    const after = await rowOf('two');
    expect(after.no).toBe(before.no);
    expect(after.id).not.toBe(before.id);
  });

  it('notices other bytes of the same time by their size, and the same size by its time', async () => {
    await placeSome();
    execFileSync('touch', ['-d', '2023-01-01', folder.at('one.iafbt'), folder.at('two.iafbt')]);
    await index();

    await place('v1old/v1old_000.iafbt', 'one.iafbt');
    execFileSync('touch', ['-d', '2023-01-01', folder.at('one.iafbt')]);
    execFileSync('touch', ['-d', '2023-01-02', folder.at('two.iafbt')]);

    // The second has only a new time: the same backtest, so nothing that a user would call changed.
    expect(await index()).toMatchObject({ ...counts, seen: 3, unchanged: 2, updated: 1 });
    expect(await index()).toMatchObject({ ...counts, seen: 3, unchanged: 3 });
  });

  it('drops the rows of files that are gone', async () => {
    await placeSome();
    await index();
    await rm(folder.at('two.iafbt'));

    expect(await index()).toMatchObject({ ...counts, seen: 2, unchanged: 2, removed: 1 });
    expect((await allRows()).map((row) => row.handle)).toEqual(['one', 'sub/three']);
  });

  it('knows a file again that was renamed or moved: its row stays', async () => {
    await placeSome();
    await index();
    const before = await rowOf('two');
    await mkdir(folder.at('elsewhere'));
    await rename(folder.at('two.iafbt'), folder.at('elsewhere/deux.iafbt'));

    expect(await index()).toMatchObject({ ...counts, seen: 3, unchanged: 2, renamed: 1 });
    expect(await rowOf('elsewhere/deux')).toMatchObject({ no: before.no, id: before.id });
    expect(await allRows()).toHaveLength(3);
  });

  it('keeps both of two files with the same backtest, and a copy is no rename', async () => {
    await placeSome();
    await index();
    await copyFile(folder.at('one.iafbt'), folder.at('copy.iafbt'));

    expect(await index()).toMatchObject({ ...counts, seen: 4, unchanged: 3, added: 1 });
    expect((await rowOf('copy')).id).toBe((await rowOf('one')).id);
  });

  it('tells bundles apart that differ only in their suffix', async () => {
    await place('obtf/obtf_000.obtf', 'same.obtf');
    await index();
    await place('sweep_b/sweep_b_00000.iafbt', 'same.iafbt');

    await index();

    expect((await allRows()).map((row) => row.handle)).toEqual(['same', 'same.obtf']);
    expect((await rowOf('same')).id).not.toBe((await rowOf('same.obtf')).id);
    expect(await index()).toMatchObject({ ...counts, seen: 2, unchanged: 2 });
  });

  it('lists what cannot be read with the reason, reads the rest, and does not try again in vain', async () => {
    await placeSome();
    await writeFile(folder.at('text.iafbt'), 'this is no bundle');
    await writeFile(folder.at('empty.iafbt'), '');
    await place('sweep_b/sweep_b_00000.iafbt', 'cut.iafbt');
    await truncate(folder.at('cut.iafbt'), 5000);

    const first = await index();
    expect(first).toMatchObject({ ...counts, seen: 6, added: 3, failed: 3 });
    expect(first.failures.map(({ file, code }) => [file, code])).toEqual([
      ['cut.iafbt', 'bundle-truncated'],
      ['empty.iafbt', 'bundle-empty'],
      ['text.iafbt', 'not-a-bundle'],
    ]);
    expect(first.failures.every((failure) => failure.advice)).toBe(true);

    const reads: (string | null)[] = [];
    const second = await index({}, ({ current }) => reads.push(current));
    expect(second).toMatchObject({ ...counts, seen: 6, unchanged: 3, failed: 3 });
    expect(second.failures).toEqual(first.failures);
    expect(reads.every((current) => current === null)).toBe(true);

    await place('sweep_b/sweep_b_00000.iafbt', 'cut.iafbt');
    expect(await index()).toMatchObject({ ...counts, seen: 6, unchanged: 3, added: 1, failed: 2 });
  });

  it('takes the row away of a bundle that became unreadable', async () => {
    await placeSome();
    await index();
    await truncate(folder.at('two.iafbt'), 100);

    expect(await index()).toMatchObject({ ...counts, seen: 3, unchanged: 2, failed: 1 });
    expect((await allRows()).map((row) => row.handle)).toEqual(['one', 'sub/three']);
  });

  it.runIf(process.platform !== 'win32')('tries again what only lacked permission', async () => {
    await placeSome();
    await chmod(folder.path, 0o777);
    await chmod(folder.at('two.iafbt'), 0o200);

    const refused = await asOrdinaryUser(() => index());
    expect(refused.failures).toMatchObject([{ file: 'two.iafbt', code: 'no-permission' }]);

    await chmod(folder.at('two.iafbt'), 0o644);
    expect(await asOrdinaryUser(() => index())).toMatchObject({
      ...counts,
      seen: 3,
      unchanged: 2,
      added: 1,
    });
  });

  it.runIf(process.platform !== 'win32')(
    'keeps the rows of a folder that cannot be listed for now',
    async () => {
      await placeSome();
      await chmod(folder.path, 0o777);
      await asOrdinaryUser(() => index());
      await chmod(folder.at('sub'), 0o300);

      const outcome = await asOrdinaryUser(() => index());

      expect(outcome).toMatchObject({ ...counts, seen: 2, unchanged: 2, failed: 1 });
      expect(outcome.failures).toMatchObject([{ file: 'sub', code: 'no-permission' }]);
      expect((await allRows()).map((row) => row.handle)).toContain('sub/three');
    },
  );

  it('is not held up by links in a circle and special files', async () => {
    await placeSome();
    await symlink('..', folder.at('sub/up'));
    execFileSync('mkfifo', [folder.at('pipe.iafbt')]);

    const outcome = await index();

    expect(outcome).toMatchObject({ ...counts, seen: 3, added: 3 });
    expect(outcome.skipped.map(({ file }) => file)).toEqual(['pipe.iafbt', 'sub/up']);
  });

  it('reads every bundle again when it is to rebuild, a damaged index too', async () => {
    await placeSome();
    await index();
    expect(await index({ rebuild: true })).toMatchObject({ ...counts, seen: 3, added: 3 });

    await writeFile(
      folder.at('index.sqlite'),
      'no database at all, but long enough to be one'.repeat(300),
    );
    await expect(index()).rejects.toMatchObject({ code: 'index-damaged' });
    expect(await index({ rebuild: true })).toMatchObject({ ...counts, seen: 3, added: 3 });
    expect(await allRows()).toHaveLength(3);
  });

  it('gives the same rows with one thread, with four, and without', async () => {
    await cpDemo('sweep_a');
    const rows = [];
    for (const threads of [1, 4]) {
      await index({ threads, rebuild: true });
      rows.push(await allRows());
    }
    await rm(folder.path, { recursive: true });
    await mkdir(folder.path);
    // One by one, so that every time there is too little to read to start threads for.
    for (const name of await readdir(join(demo, 'sweep_a'))) {
      await place(`sweep_a/${name}`, name);
      await index();
    }
    rows.push(await allRows());

    const [one, four, none] = rows.map((list) =>
      list.map(({ id, handle, cells }) => ({ id, handle, cells })),
    );
    expect(one).toHaveLength(24);
    expect(four).toEqual(one);
    expect(none).toEqual(one);
  });

  it('can lie elsewhere, and knows its folder', async () => {
    await place('sweep_b/sweep_b_00000.iafbt', 'bundles/a.iafbt');
    await mkdir(folder.at('out'));
    const indexFile = folder.at('out/other.sqlite');

    await indexFolder({ folder: folder.at('bundles'), indexFile }, createTask().task);

    const archive = await openArchive(indexFile);
    expect(archive).toMatchObject({ folder: folder.at('bundles'), indexFile, kind: 'local-dir' });
    expect(await readdir(folder.at('bundles'))).toEqual(['a.iafbt']);
    archive.close();
  });

  it('writes absolute paths for the framework when it is to, and relative ones again when not', async () => {
    await placeSome();
    const pathsOfTheirs = () => {
      const db = new Database(folder.at('index.sqlite'), { readonly: true });
      const paths = db.prepare('SELECT bundle_path FROM backtest_index ORDER BY 1').pluck().all();
      db.close();
      return paths;
    };
    const relative = ['one.iafbt', 'sub/three.iafbt', 'two.iafbt'];

    await index({ absolutePaths: true });
    expect(pathsOfTheirs()).toEqual(relative.map((path) => folder.at(path)));
    await place('sweep_b/sweep_b_00004.iafbt', 'four.iafbt');
    await index({ absolutePaths: true });
    expect(pathsOfTheirs()).toEqual(['four.iafbt', ...relative].map((path) => folder.at(path)));
    await index();
    expect(pathsOfTheirs()).toEqual(['four.iafbt', ...relative]);
    expect((await allRows()).map((row) => row.handle)).toEqual(['four', 'one', 'sub/three', 'two']);
  });

  it('says what is wrong with a folder that is none', async () => {
    await writeFile(folder.at('file'), '');

    await expect(index({ folder: folder.at('none') })).rejects.toMatchObject({ code: 'not-found' });
    await expect(index({ folder: folder.at('file') })).rejects.toMatchObject({
      code: 'not-an-archive',
    });
  });
});

describe('indexing that is stopped', () => {
  it('keeps what was read when it is cancelled, and goes on from there', async () => {
    await cpDemo('sweep_a');
    const control = createTask({ progress: ({ done }) => done >= 8 && control.cancel() });

    const cancelled = indexFolder({ folder: folder.path, threads: 1 }, control.task);

    await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' });
    const kept = (await allRows()).length;
    expect(kept).toBeGreaterThanOrEqual(8);
    expect(kept).toBeLessThan(24);
    expect(await index()).toMatchObject({ ...counts, seen: 24, unchanged: kept, added: 24 - kept });
  });

  it('waits while it is paused', async () => {
    await cpDemo('sweep_a');
    const seen: number[] = [];
    const control = createTask({
      progress({ done, total }) {
        if (total !== null) seen.push(done);
        if (done >= 4 && !control.isPaused && seen.length < 100) control.pause();
      },
    });

    const indexing = indexFolder({ folder: folder.path, threads: 1 }, control.task);
    while (!control.isPaused) await new Promise(setImmediate);
    // Whatever was on its way arrives; then nothing more comes, however often the loop turns.
    for (let turn = 0; turn < 2000; turn++) await new Promise(setImmediate);
    const whilePaused = seen.length;
    for (let turn = 0; turn < 2000; turn++) await new Promise(setImmediate);
    expect(seen.length).toBe(whilePaused);
    expect(seen.at(-1)).toBeLessThan(24);

    while (seen.length < 100) seen.push(0);
    control.resume();
    expect(await indexing).toMatchObject({ added: 24 });
  });

  it('shows rows while it is still reading', async () => {
    await cpDemo('sweep_a');
    const seen: Promise<number>[] = [];
    const control = createTask({ changed: () => seen.push(allRows().then((rows) => rows.length)) });

    await indexFolder({ folder: folder.path, threads: 1 }, control.task);

    expect((await Promise.all(seen))[0]).toBeLessThan(24);
  });

  it('goes on after its process was killed, whatever it was doing', async () => {
    await cpDemo('sweep_a');
    const script = `
      import { indexFolder } from ${JSON.stringify(new URL('./index-folder.ts', import.meta.url).href)};
      import { createTask } from ${JSON.stringify(new URL('./task-context.ts', import.meta.url).href)};
      const report = { changed: () => process.stdout.write('rows\\n') };
      await indexFolder({ folder: ${JSON.stringify(folder.path)}, threads: 1 }, createTask(report).task);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    child.kill('SIGKILL');
    await once(child, 'exit');

    const outcome = await index();

    expect(outcome.seen).toBe(24);
    expect(outcome.unchanged).toBeGreaterThan(0);
    expect(outcome.added + outcome.unchanged).toBe(24);
    expect(await allRows()).toHaveLength(24);
  });
});

describe('an index that cannot be written', () => {
  it('says which process writes it', async () => {
    await placeSome();
    const lock = takeWriterLock(folder.at('index.sqlite'), 'index.sqlite');

    await expect(index()).rejects.toMatchObject({
      code: 'archive-locked',
      message: expect.stringContaining(`process ${process.pid}`),
    });

    lock.release();
    expect(await index()).toMatchObject({ added: 3 });
  });

  it.runIf(process.platform !== 'win32')('says so of a folder that is read-only', async () => {
    await placeSome();
    await chmod(folder.path, 0o555);

    await expect(asOrdinaryUser(() => index())).rejects.toMatchObject({ code: 'no-permission' });
    expect((await readdir(folder.path)).sort()).toEqual(['one.iafbt', 'sub', 'two.iafbt']);
  });

  it('takes over the index of the reference, and keeps it under another name', async () => {
    await placeSome();
    const golden = new URL('../../../fixtures/golden/v2/index.sqlite', import.meta.url).pathname;
    await copyFile(golden, folder.at('index.sqlite'));

    expect(await index()).toMatchObject({ ...counts, seen: 3, added: 3 });

    expect(await readdir(folder.path)).toContain('index.reference.sqlite');
  });
});

function index(
  request: Partial<IndexRequest> = {},
  progress?: (progress: { current: string | null }) => void,
) {
  const task = createTask(progress === undefined ? {} : { progress }).task;
  return indexFolder({ folder: folder.path, ...request }, task);
}

async function place(source: string, path: string) {
  await mkdir(join(folder.at(path), '..'), { recursive: true });
  await copyFile(join(demo, source), folder.at(path));
}

async function placeSome() {
  await place('sweep_b/sweep_b_00000.iafbt', 'one.iafbt');
  await place('sweep_b/sweep_b_00002.iafbt', 'two.iafbt');
  await place('costs/costs_000.iafbt', 'sub/three.iafbt');
}

async function cpDemo(name: string) {
  for (const file of await readdir(join(demo, name))) await place(`${name}/${file}`, file);
}

async function allRows(rows: 'backtests' | 'runs' = 'backtests'): Promise<Row[]> {
  const archive = await openArchive(folder.path);
  try {
    const sort = [{ column: 'handle', descending: false }];
    const columns = ['algorithm_id', 'sharpe_ratio', 'start', 'file_size'];
    return listRows(archive, { rows, filter: '', quick: '', sort, columns, offset: 0, limit: 1000 })
      .rows;
  } finally {
    archive.close();
  }
}

async function rowOf(handle: string): Promise<Row> {
  const row = (await allRows()).find((candidate) => candidate.handle === handle);
  if (row === undefined) throw new Error(`no row ${handle}`);
  return row;
}
