import { createHash } from 'node:crypto';
import {
  chmod,
  copyFile,
  cp,
  mkdir,
  readdir,
  readFile,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { anEditedBundle } from '#testing/bundle-builder.ts';
import { demoFolder, placeBundle, placeSweep } from '#testing/demo-bundles.ts';
import { asOrdinaryUser } from '#testing/ordinary-user.ts';
import { temporaryFolder } from '#testing/temporary-folder.ts';
import type { Exact, ExactMap } from '../formats/messagepack/exact-value.ts';
import { takeWriterLock } from '../store/files/writer-lock.ts';
import { findBacktest } from '../store/index/find-backtest.ts';
import { importBundles } from './import-bundles.ts';
import { listRows } from './list-rows.ts';
import { openArchive } from './open-archive.ts';
import { createTask } from './task-context.ts';

const folder = temporaryFolder();
const ohlcvFixtures = fileURLToPath(
  new URL('../../../fixtures/interop/v2/ohlcv/', import.meta.url),
);

describe('importing bundles', () => {
  it('copies files and what lies below folders, with their sub-folders, and indexes them', async () => {
    await placeBundle('sweep_b/sweep_b_00000.iafbt', folder.at('one.iafbt'));
    await placeBundle('sweep_b/sweep_b_00002.iafbt', folder.at('more/two.iafbt'));
    await placeBundle('obtf/obtf_000.obtf', folder.at('more/deep/three.obtf'));

    const outcome = await importInto('archive', 'one.iafbt', 'more');

    expect(outcome).toMatchObject({
      seen: 3,
      added: 3,
      unchanged: 0,
      failed: 0,
      failures: [],
      renames: [],
    });
    expect(await handlesIn('archive')).toEqual(['deep/three', 'one', 'two']);
    expect(await hashOf('archive/deep/three.obtf')).toBe(await hashOf('more/deep/three.obtf'));
  });

  it('is a no-op the second time, also from a copy under another name', async () => {
    const count = await placeSweep('sweep_b', folder.at('sweep'));
    await importInto('archive', 'sweep');
    const before = await readdir(folder.at('archive'));
    await copyFile(folder.at('sweep/sweep_b_00000.iafbt'), folder.at('renamed.iafbt'));

    const again = await importInto('archive', 'sweep', 'renamed.iafbt');

    expect(again).toMatchObject({ seen: count + 1, added: 0, unchanged: count + 1, bytes: 0 });
    expect(await readdir(folder.at('archive'))).toEqual(before);
  });

  it('knows a bundle again whose index row is missing', async () => {
    await placeBundle('sweep_b/sweep_b_00000.iafbt', folder.at('archive/elsewhere/x.iafbt'));
    await placeBundle('sweep_b/sweep_b_00000.iafbt', folder.at('one.iafbt'));

    expect(await importInto('archive', 'one.iafbt')).toMatchObject({ added: 0, unchanged: 1 });
    expect(await handlesIn('archive')).toEqual(['elsewhere/x']);
  });

  it('gives a bundle whose name is taken the next free one, and says so', async () => {
    await placeBundle('sweep_b/sweep_b_00000.iafbt', folder.at('archive/same.iafbt'));
    await placeBundle('sweep_b/sweep_b_00002.iafbt', folder.at('a/same.iafbt'));
    await placeBundle('sweep_b/sweep_b_00004.iafbt', folder.at('b/same.iafbt'));
    const mine = await hashOf('archive/same.iafbt');

    const outcome = await importInto('archive', 'a', 'b');

    expect(outcome).toMatchObject({
      added: 2,
      renames: [
        { from: 'same.iafbt', to: 'same-2.iafbt' },
        { from: 'same.iafbt', to: 'same-3.iafbt' },
      ],
    });
    expect(await hashOf('archive/same.iafbt')).toBe(mine);
    expect(await hashOf('archive/same-2.iafbt')).toBe(await hashOf('a/same.iafbt'));
    expect(await hashOf('archive/same-3.iafbt')).toBe(await hashOf('b/same.iafbt'));
  });

  it('takes one of two copies of the same backtest', async () => {
    await placeBundle('sweep_b/sweep_b_00000.iafbt', folder.at('a/one.iafbt'));
    await placeBundle('sweep_b/sweep_b_00000.iafbt', folder.at('b/two.iafbt'));

    expect(await importInto('archive', 'a', 'b')).toMatchObject({
      seen: 2,
      added: 1,
      unchanged: 1,
    });
    expect(await handlesIn('archive')).toEqual(['one']);
  });

  it('goes by what a file is: a bundle may be called anything, and what is none stays out', async () => {
    await placeBundle('sweep_b/sweep_b_00000.iafbt', folder.at('download (1)'));
    await placeBundle('obtf/obtf_000.obtf', folder.at('other.bin'));
    await writeFile(folder.at('text.iafbt'), 'this is no bundle');
    await placeBundle('sweep_b/sweep_b_00002.iafbt', folder.at('cut.iafbt'));
    await truncate(folder.at('cut.iafbt'), 3000);

    const outcome = await importInto(
      'archive',
      'download (1)',
      'other.bin',
      'text.iafbt',
      'cut.iafbt',
      'gone.iafbt',
    );

    expect(outcome).toMatchObject({ seen: 4, added: 2, failed: 3 });
    expect(outcome.failures.map(({ file, code }) => [file, code])).toEqual([
      ['gone.iafbt', 'not-found'],
      ['text.iafbt', 'not-a-bundle'],
      ['cut.iafbt', 'bundle-truncated'],
    ]);
    expect(
      (await readdir(folder.at('archive'))).filter((name) => !name.startsWith('index')),
    ).toEqual(['download (1).iafbt', 'other.bin.obtf']);
  });

  it('leaves nothing half behind when it is cancelled, and goes on the next time', async () => {
    const count = await placeSweep('sweep_a', folder.at('sweep'));
    const control = createTask({ progress: ({ done }) => done >= 5 && control.cancel() });

    const cancelled = importBundles(
      { folder: folder.at('archive'), sources: [folder.at('sweep')] },
      control.task,
    );
    await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' });

    const names = (await readdir(folder.at('archive'))).filter((name) => !name.startsWith('index'));
    expect(names.length).toBeGreaterThan(0);
    expect(names.every((name) => name.endsWith('.iafbt'))).toBe(true);
    expect(await importInto('archive', 'sweep')).toMatchObject({
      added: count - names.length,
      unchanged: names.length,
    });
  });

  it('follows no link out of a source, and reads no special files', async () => {
    await placeBundle('sweep_b/sweep_b_00000.iafbt', folder.at('source/one.iafbt'));
    await symlink(demoFolder, folder.at('source/demo'));
    await symlink('/dev/zero', folder.at('source/zero.iafbt'));

    const outcome = await importInto('archive', 'source');

    expect(outcome).toMatchObject({ seen: 1, added: 1, failed: 0 });
    expect(outcome.skipped.map(({ file, code }) => [file, code])).toEqual([
      ['demo', 'file-special'],
      ['zero.iafbt', 'file-special'],
    ]);
  });

  it('names a backtest that has no name of its own by its file', async () => {
    const fixture = new URL(
      '../../../fixtures/interop/v2/edge/algorithm_id_none.iafbt',
      import.meta.url,
    );
    await cp(fixture, folder.at('source/Nobody 7.iafbt'));
    expect(await importInto('archive', 'source')).toMatchObject({ added: 1, failed: 0 });
    const archive = await openArchive(folder.at('archive'));
    const { handle, values } = findBacktest(archive.index, 'Nobody 7');
    expect([handle, values.algorithm_id]).toEqual(['Nobody 7', null]);
    archive.close();
  });

  it('waits for nobody: an archive that is being written is refused', async () => {
    await mkdir(folder.at('archive'));
    await placeBundle('sweep_b/sweep_b_00000.iafbt', folder.at('one.iafbt'));
    const lock = takeWriterLock(folder.at('archive/index.sqlite'), 'index.sqlite');

    await expect(importInto('archive', 'one.iafbt')).rejects.toMatchObject({
      code: 'archive-locked',
    });

    lock.release();
  });

  it.runIf(process.platform !== 'win32')('says so where nothing can be written', async () => {
    await placeBundle('sweep_b/sweep_b_00000.iafbt', folder.at('one.iafbt'));
    await mkdir(folder.at('archive'));
    await chmod(folder.path, 0o755);
    await chmod(folder.at('archive'), 0o555);

    const refused = asOrdinaryUser(() => importInto('archive', 'one.iafbt'));

    await expect(refused).rejects.toMatchObject({ code: 'no-permission' });
  });
});

describe('price files', () => {
  it('come along to where the bundle looks for them, each once', async () => {
    await cp(ohlcvFixtures, folder.at('source'), { recursive: true });

    const outcome = await importInto('archive', 'source');

    for (const store of ['ohlcv', 'shared_store']) {
      const names = (await readdir(folder.at('archive', store))).sort();
      expect(names).toEqual((await readdir(folder.at('source', store))).sort());
      for (const name of names)
        expect(`${await hashOf(`archive/${store}/${name}`)}.parquet`).toBe(name);
    }
    expect(outcome.failures.map(({ file }) => file)).toEqual(['ohlcv_path_traversal.iafbt']);
  });

  it.each([
    ['a name that climbs out', 'ohlcv', '../../outside.parquet', 'bad-request'],
    ['a store that climbs out', '../..', `${'a'.repeat(64)}.parquet`, 'outside-root'],
    ['an absolute store', '/tmp', `${'a'.repeat(64)}.parquet`, 'outside-root'],
  ])('are refused for %s; the bundle comes in', async (_what, storeDir, file, code) => {
    await writeFile(folder.at('outside.parquet'), 'secret');
    await writeBundle('source/sub/a.iafbt', storeDir, file);

    const outcome = await importInto('archive', 'source');

    expect(outcome).toMatchObject({ added: 1, failed: 1 });
    expect(outcome.failures).toMatchObject([{ file: 'sub/a.iafbt', code }]);
    expect(await readdir(folder.at('archive/sub'))).toEqual(['a.iafbt']);
    expect((await readdir(folder.path)).sort()).toEqual(['archive', 'outside.parquet', 'source']);
  });

  it('are refused when they do not hold what their name says', async () => {
    const file = `${createHash('sha256').update('prices').digest('hex')}.parquet`;
    await writeBundle('source/a.iafbt', 'ohlcv', file);
    await mkdir(folder.at('source/ohlcv'));
    await writeFile(folder.at('source/ohlcv', file), 'other prices');

    expect((await importInto('archive', 'source')).failures).toMatchObject([
      { code: 'hash-mismatch' },
    ]);
    expect(await readdir(folder.at('archive/ohlcv'))).toEqual([]);
  });

  it('are refused when a link leads out of the source', async () => {
    const file = `${createHash('sha256').update('secret').digest('hex')}.parquet`;
    await writeFile(folder.at('secret'), 'secret');
    await writeBundle('source/a.iafbt', 'ohlcv', file);
    await mkdir(folder.at('source/ohlcv'));
    await symlink(folder.at('secret'), folder.at('source/ohlcv', file));

    expect((await importInto('archive', 'source')).failures).toMatchObject([
      { code: 'outside-root' },
    ]);
  });

  it('may be missing, as the framework allows', async () => {
    await writeBundle('source/a.iafbt', 'ohlcv', `${'a'.repeat(64)}.parquet`);

    expect(await importInto('archive', 'source')).toMatchObject({ added: 1, failed: 0 });
  });
});

function importInto(archive: string, ...sources: string[]) {
  const request = {
    folder: folder.at(archive),
    sources: sources.map((source) => folder.at(source)),
  };
  return importBundles(request, createTask().task);
}

async function writeBundle(path: string, storeDir: string, file: string) {
  const manifest = new Map([['BTC/EUR@1h', file]]);
  const ohlcv: ExactMap = new Map<string, Exact>([
    ['store_dir', storeDir],
    ['manifest', manifest],
  ]);
  const bundle = anEditedBundle('v2/vector/iter_000.iafbt', (document) => {
    document.set('ohlcv', ohlcv);
  });
  await mkdir(folder.at(path, '..'), { recursive: true });
  await writeFile(folder.at(path), bundle);
}

async function handlesIn(name: string): Promise<string[]> {
  const archive = await openArchive(folder.at(name));
  const sort = [{ column: 'handle', descending: false }];
  const query = {
    rows: 'backtests' as const,
    filter: '',
    quick: '',
    sort,
    columns: [],
    offset: 0,
    limit: 1000,
  };
  const handles = listRows(archive, query).rows.map((row) => row.handle);
  archive.close();
  return handles;
}

async function hashOf(path: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(folder.at(path)))
    .digest('hex');
}
