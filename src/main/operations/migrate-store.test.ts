import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { demoFolder, placeBundle, placeSweep } from '#testing/demo-bundles.ts';
import { bundleFiles, fixturesFolder } from '#testing/interop-fixtures.ts';
import { temporaryFolder } from '#testing/temporary-folder.ts';
import { sha256 } from '../store/durable/publisher.ts';
import { trashFolder } from '../store/folder/trash-folder.ts';
import { estimateMigration } from './estimate-migration.ts';
import { migrateToTiered } from './migrate-store.ts';
import { migrateToFolder } from './migrate-to-folder.ts';
import { openArchive } from './open-archive.ts';
import { proveFiles } from './prove-files.ts';
import { reclaim } from './reclaim.ts';
import { createTask } from './task-context.ts';

const folder = temporaryFolder();
const { task } = createTask();

describe('migrating a folder', () => {
  it('and back gives the same files, and leaves the source as it was', async () => {
    const source = folder.at('source');
    await placeSweep('event', join(source, 'event'), 3);
    await cp(join(fixturesFolder, 'interop/v2/ohlcv'), join(source, 'prices'), { recursive: true });
    await writeFile(join(source, 'broken.iafbt'), 'IAFB and nothing more');
    const before = await contentOf(source);

    const outcome = await migrate('payload');
    expect(outcome.failures).toMatchObject([{ file: 'broken.iafbt' }]);
    expect(outcome.proof).toMatchObject({ payload: outcome.added, file: 0, payloadOnly: 0 });
    expect(await contentOf(source)).toEqual(before);

    const back = folder.at('back');
    const returned = await migrateToFolder(
      { source: folder.at('archive'), target: back, original: false },
      task,
    );
    expect(returned.added).toBe(outcome.added);
    const after = await contentOf(back);
    for (const path of bundleFiles(source).map((file) => relative(source, file))) {
      if (path !== 'broken.iafbt')
        expect([path, after.get(path)]).toEqual([path, before.get(path)]);
    }
    const prices = [...before.keys()].filter((path) => /^prices\/ohlcv\/.*\.parquet$/.test(path));
    expect(prices.length).toBeGreaterThan(0);
    for (const path of prices) expect(after.get(path)).toBe(before.get(path));
    expect(existsSync(join(back, 'index.sqlite'))).toBe(true);
  });

  it('takes the prices of a tiered store of the reference from where that keeps them', async () => {
    const store = folder.at('source');
    await placeBundle('event/event_000.iafbt', join(store, 'bundles/nested/deep/one.iafbt'));
    const prices = join(fixturesFolder, 'interop/v2/ohlcv');
    await cp(join(prices, 'ohlcv_default.iafbt'), join(store, 'bundles/nested/prices.iafbt'));
    await cp(join(prices, 'ohlcv'), join(store, 'ohlcv'), { recursive: true });
    await cp(join(demoFolder, 'event'), join(store, 'parquet/not-bundles'), { recursive: true });

    expect(await migrate('payload')).toMatchObject({ added: 2, failures: [] });
    const archive = await openArchive(folder.at('archive'));
    const handles = archive.index.db.prepare('SELECT handle FROM stored_files ORDER BY handle');
    expect(handles.pluck().all()).toEqual(['nested/deep/one', 'nested/prices']);
    const chunks = archive.index.db.prepare("SELECT id FROM stored_chunks WHERE kind = 'ohlcv'");
    expect(chunks.pluck().all().length).toBeGreaterThan(0);
    archive.close();
  });

  it('is refused from one tiered archive into another', async () => {
    await placeSweep('event', folder.at('source'), 1);
    await migrate('payload');
    const again = { source: folder.at('archive'), target: folder.at('other') };
    await expect(migrateToTiered({ ...again, proof: 'payload' }, task)).rejects.toMatchObject({
      code: 'bad-request',
    });
  });

  it('can be estimated from a sample, which leaves nothing behind', async () => {
    const bundles = await placeSweep('event', folder.at('source'));
    const before = await contentOf(folder.at('source'));
    const estimate = await estimateMigration({ source: folder.at('source') }, task);

    expect(estimate).toMatchObject({
      bundles,
      sampled: bundles,
      sampledProved: { tried: 4, file: 4 },
    });
    expect(await contentOf(folder.at('source'))).toEqual(before);
    expect(await readdir(folder.path)).toEqual(['source']);
    const outcome = await migrate('payload');
    expect(estimate.archiveBytes! / outcome.archiveBytes).toBeCloseTo(1, 1);
  });
});

describe('after a kill', () => {
  it('migration, file proof and the way back go on where they stopped', async () => {
    // Two batches, and two manifests of proofs.
    const small = join(fixturesFolder, 'interop/v2');
    for (let copy = 0; copy < 70; copy++) {
      const to = join(folder.at('source'), String(copy));
      await cp(join(small, 'event/event_000.iafbt'), join(to, 'event.iafbt'));
      await cp(join(small, 'vector/iter_000.iafbt'), join(to, 'vector.iafbt'));
    }
    const { path } = folder;

    expect(killedAtFirst('changed', migration(path))).toBe('SIGKILL');
    const migrated = await migrate('payload');
    // Of 128 and 12 files, whichever batch was sooner.
    expect([12, 128]).toContain(migrated.unchanged);
    expect(migrated).toMatchObject({ seen: 140, added: 140 - migrated.unchanged, failures: [] });

    expect(killedAtFirst('changed', proof(path))).toBe('SIGKILL');
    const proved = await proveFiles({ root: folder.at('archive') }, task);
    expect(proved.seen).toBeLessThan(140);
    expect(proved).toMatchObject({
      failures: [],
      proof: { file: 140, payload: 0, payloadOnly: 0 },
    });

    expect(killedAtFirst('report-of-ten', wayBack(path))).toBe('SIGKILL');
    const back = await migrateToFolder(
      { source: folder.at('archive'), target: folder.at('back'), original: false },
      task,
    );
    expect(back.unchanged).toBeGreaterThanOrEqual(10);
    expect(back.added + back.unchanged).toBe(140);
    const source = await contentOf(folder.at('source'));
    const returned = await contentOf(folder.at('back'));
    for (const [file, hash] of source) expect([file, returned.get(file)]).toEqual([file, hash]);
  });
});

describe('reclaiming', () => {
  it('moves nothing before the file proof, and only what is proved after it', async () => {
    await placeSweep('event', folder.at('source'), 3);
    await migrate('payload');
    await placeBundle('event/event_000.iafbt', folder.at('source', 'late', 'known.iafbt'));
    await placeBundle('costs/costs_000.iafbt', folder.at('source', 'late', 'new.iafbt'));
    const before = await contentOf(folder.at('source'));

    const early = await reclaimAll();
    expect(early).toMatchObject({ seen: 5, moved: 0 });
    expect(new Set(early.kept.map(({ code }) => code))).toEqual(new Set(['not-proved']));
    expect(await contentOf(folder.at('source'))).toEqual(before);

    await proveFiles({ root: folder.at('archive') }, task);
    const outcome = await reclaimAll();
    // The same file under another name is held as well.
    expect(outcome).toMatchObject({ seen: 5, moved: 4, kept: [{ file: 'late/new.iafbt' }] });
    const after = await contentOf(folder.at('source'));
    const inTrash = relative(folder.at('source'), outcome.to);
    expect(inTrash.startsWith(trashFolder)).toBe(true);
    for (const [path, hash] of before) {
      const now = path === 'late/new.iafbt' ? path : join(inTrash, path);
      expect([path, after.get(now)]).toEqual([path, hash]);
    }
  });

  it('moves nothing in a dry run', async () => {
    await placeBundle('event/event_000.iafbt', folder.at('source', 'a.iafbt'));
    await migrate('file');
    const before = await contentOf(folder.at('source'));
    expect(await reclaimAll({ isDryRun: true })).toMatchObject({ seen: 1, moved: 1, kept: [] });
    expect(await contentOf(folder.at('source'))).toEqual(before);
  });

  it('keeps a file that was changed since, and one whose backtest no longer comes out', async () => {
    await placeBundle('event/event_000.iafbt', folder.at('source', 'a.iafbt'));
    await placeBundle('event/event_002.iafbt', folder.at('source', 'b.iafbt'));
    await migrate('file');
    await writeFile(folder.at('source', 'a.iafbt'), 'something else', { flag: 'a' });
    await rm(folder.at('archive', 'parquet', 'trades'), { recursive: true });

    const { moved, kept } = await reclaimAll();
    expect(moved).toBe(0);
    expect(kept).toMatchObject([
      { file: 'a.iafbt', code: 'not-proved' },
      { file: 'b.iafbt', code: 'file-missing' },
    ]);
  });

  it('gives up files of which only the payload comes out when that is accepted', async () => {
    await placeBundle('event/event_000.iafbt', folder.at('source', 'a.iafbt'));
    await migrate('payload');
    expect(await reclaimAll({ acceptPayload: true })).toMatchObject({ moved: 1, kept: [] });
  });

  it('wants a tiered archive', async () => {
    await placeSweep('event', folder.at('source'), 1);
    await migrate('payload');
    const request = { source: folder.at('archive'), acceptPayload: false, isDryRun: false };
    await migrateToFolder(
      { source: folder.at('archive'), target: folder.at('back'), original: false },
      task,
    );
    await expect(reclaim({ ...request, into: folder.at('back') }, task)).rejects.toMatchObject({
      code: 'not-tiered',
    });
  });
});

function migrate(proof: 'payload' | 'file') {
  const places = { source: folder.at('source'), target: folder.at('archive') };
  return migrateToTiered({ ...places, proof }, task);
}

function reclaimAll(more: { isDryRun?: boolean; acceptPayload?: boolean } = {}) {
  const request = { source: folder.at('source'), into: folder.at('archive') };
  return reclaim({ ...request, isDryRun: false, acceptPayload: false, ...more }, task);
}

/** SHA-256 of every file below a folder, by path. */
async function contentOf(top: string): Promise<Map<string, string>> {
  const entries = await readdir(top, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const hashes = await Promise.all(paths.map(async (path) => sha256(await readFile(path))));
  return new Map(paths.map((path, i) => [relative(top, path), hashes[i]!]));
}

const migration = (top: string) =>
  `(await import('./migrate-store.ts')).migrateToTiered({ source: ${json(top, 'source')}, target: ${json(top, 'archive')}, proof: 'payload' }, task)`;
const proof = (top: string) =>
  `(await import('./prove-files.ts')).proveFiles({ root: ${json(top, 'archive')} }, task)`;
const wayBack = (top: string) =>
  `(await import('./migrate-to-folder.ts')).migrateToFolder({ source: ${json(top, 'archive')}, target: ${json(top, 'back')}, original: false }, task)`;

function json(...parts: [string, string]): string {
  return JSON.stringify(join(...parts));
}

/** Does the work in a process of its own that kills itself with SIGKILL at that point; the signal it ended by. */
function killedAtFirst(point: 'changed' | 'report-of-ten', work: string): string | null {
  const code = `
    const die = () => process.kill(process.pid, 'SIGKILL');
    const task = {
      signal: new AbortController().signal,
      report: ({ done }) => { if (${point === 'report-of-ten'} && done === 10) die(); },
      fail: () => {},
      changed: () => { if (${point === 'changed'}) die(); },
      ready: async () => {},
    };
    await ${work};`;
  const entry = { cwd: import.meta.dirname, encoding: 'utf8' as const };
  const { signal, stderr } = spawnSync(
    process.execPath,
    ['--input-type=module-typescript', '-e', code],
    entry,
  );
  if (signal === null) throw new Error(`the process was to be killed: ${stderr}`);
  return signal;
}
