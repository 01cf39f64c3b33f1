import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { copyTieredArchive } from '#testing/copied-archive.ts';
import { demoFolder } from '#testing/demo-bundles.ts';
import { runCommand } from '#testing/run-command.ts';
import { temporaryFolder } from '#testing/temporary-folder.ts';
import { readingZstd } from '../formats/zstd/zstd.ts';
import { sha256 } from '../store/durable/publisher.ts';
import { layout } from '../store/tiered/layout.ts';
import { type BatchManifest, encodeManifest } from '../store/tiered/manifest.ts';
import { manifestNames, readManifest } from '../store/tiered/read-manifests.ts';
import { decompressManifest } from '../store/tiered/tiered-reader.ts';
import { collectGarbage } from './collect-garbage.ts';
import { importIntoTiered } from './import-into-tiered.ts';
import { indexFolder } from './index-folder.ts';
import { openArchive } from './open-archive.ts';
import { rebuildTiered } from './rebuild-tiered.ts';
import { createTask } from './task-context.ts';
import { verifyArchive } from './verify-archive.ts';

/** An archive that somebody else gives away: whatever is in it, nothing runs, and nothing leads out of it. */
const folder = temporaryFolder();
const { task } = createTask();
const bundle = join(demoFolder, 'event/event_010.iafbt');
const endless = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i FROM n) SELECT i FROM n';

async function anArchive(): Promise<string> {
  return copyTieredArchive(folder.at('archive'), [['event/event_006.iafbt']]);
}

function inside(file: string, ...statements: readonly string[]): void {
  const db = new SqliteDatabase(file);
  db.unsafeMode();
  for (const statement of statements) db.exec(statement);
  db.close();
}

/** A folder that is none of the archive's business. */
async function outside(): Promise<string> {
  await mkdir(folder.at('outside'), { recursive: true });
  await writeFile(folder.at('outside/precious.txt'), 'precious');
  return folder.at('outside');
}

async function requirePrecious(): Promise<void> {
  expect(await readdir(folder.at('outside'))).toEqual(['precious.txt']);
  expect(await readFile(folder.at('outside/precious.txt'), 'utf8')).toBe('precious');
}

const strangers: Readonly<Record<string, readonly string[]>> = {
  'a view that never ends in place of a table': [
    'DROP TABLE backtests',
    `CREATE VIEW backtests AS ${endless}`,
  ],
  'a trigger': ['CREATE TRIGGER t AFTER DELETE ON stored_files BEGIN DELETE FROM backtests; END'],
  'a virtual table': ['CREATE VIRTUAL TABLE v USING fts5(a)'],
  'a column that is worked out': [
    'ALTER TABLE parameter_names ADD COLUMN x TEXT AS (name || name)',
  ],
  'an index over something worked out': ['CREATE INDEX i ON runs(abs(run))'],
};

describe.each(Object.entries(strangers))('an index with %s', (_what, statements) => {
  it('is not read; made again from the archive it is whole', async () => {
    const root = await anArchive();
    inside(join(root, layout.indexFile), ...statements);
    await expect(openArchive(root)).rejects.toMatchObject({ code: 'index-damaged' });
    const sources = { root, sources: [bundle], threads: 1 };
    await expect(importIntoTiered(sources, task)).rejects.toMatchObject({ code: 'index-damaged' });
    const { damaged } = await verifyArchive({ root, depth: { kind: 'quick' } }, task);
    expect(damaged.map(({ file }) => file)).toEqual([layout.indexFile]);
    await rebuildTiered({ root, threads: 1 }, task);
    const archive = await openArchive(root);
    expect(archive.isIndexLost).toBe(false);
    archive.close();
  });
});

describe('the index of a folder of bundles', () => {
  it('with a view in it is set aside, and made again from the bundles', async () => {
    await cp(bundle, folder.at('sweep/one.iafbt'));
    await indexFolder({ folder: folder.at('sweep'), threads: 1 }, task);
    inside(folder.at('sweep/index.sqlite'), `CREATE VIEW v AS ${endless}`);
    await expect(openArchive(folder.at('sweep'))).rejects.toMatchObject({ code: 'index-damaged' });
    await indexFolder({ folder: folder.at('sweep'), rebuild: true, threads: 1 }, task);
    (await openArchive(folder.at('sweep'))).close();
    expect(await readdir(folder.at('sweep'))).toContain('index.damaged.sqlite');
  });

  it('by the reference is not read where it holds more than rows', async () => {
    const file = folder.at('index.sqlite');
    inside(
      file,
      'CREATE TABLE backtest_index (bundle_path TEXT, algorithm_id AS (hex(zeroblob(9))))',
    );
    await expect(openArchive(file)).rejects.toMatchObject({ code: 'index-damaged' });
  });
});

describe('stars, tags and notes', () => {
  it('of which a table is a view that never ends are left out, and are not written to', async () => {
    const root = await anArchive();
    const mark = 'event/event_006';
    expect((await runCommand('strata', ['star', root, mark])).code).toBe(0);
    const file = join(root, layout.userFile);
    inside(file, 'DROP TABLE counters', `CREATE VIEW counters AS ${endless}`);
    const { code, stdout } = await runCommand('strata', ['list', root, '--json']);
    expect([code, JSON.parse(stdout)]).toMatchObject([0, [{ handle: mark }]]);
    const refused = await runCommand('strata', ['star', root, mark]);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain(
      'is not what Strata keeps notes in: it holds the view counters',
    );
  });
});

describe.skipIf(process.platform === 'win32')('a link in an archive', () => {
  it.each(['tmp', 'trash', 'quarantine', 'manifests', 'tombstones', 'parquet/trades', 'chunks'])(
    'in place of its folder %s: nothing is written, and nothing out there is touched',
    async (name) => {
      const root = await anArchive();
      const out = await outside();
      await rm(join(root, name), { recursive: true, force: true });
      await symlink(out, join(root, name));
      const works = [
        () => importIntoTiered({ root, sources: [bundle], threads: 1 }, task),
        () => collectGarbage({ root, isDryRun: false, withoutWaiting: true }, task),
        () => rebuildTiered({ root, threads: 1 }, task),
      ];
      for (const work of works)
        await expect(work()).rejects.toMatchObject({ code: 'file-special' });
      await requirePrecious();
    },
  );

  it('in the trash is not emptied, and one for the ballast or a lock is not followed', async () => {
    const root = await anArchive();
    const out = await outside();
    await mkdir(join(root, layout.trash), { recursive: true });
    await symlink(out, join(root, layout.trash, `${'0'.repeat(14)}1`));
    await rm(join(root, layout.ballast), { force: true });
    for (const name of [layout.ballast, 'writer.lock-holder'])
      await symlink(join(out, 'precious.txt'), join(root, name));
    await importIntoTiered({ root, sources: [bundle], threads: 1 }, task);
    await collectGarbage({ root, isDryRun: false, withoutWaiting: true }, task);
    await requirePrecious();

    await rm(join(root, layout.lockFile), { force: true });
    await symlink(join(out, 'precious.txt'), join(root, layout.lockFile));
    const work = importIntoTiered({ root, sources: [bundle], threads: 1 }, task);
    await expect(work).rejects.toMatchObject({ code: 'file-special' });
    await requirePrecious();
  });
});

describe.skipIf(process.platform === 'win32')('a pipe in an archive', () => {
  const put = async (path: string) => {
    await rm(path, { force: true });
    execFileSync('mkfifo', [path]);
  };

  it('is not waited for, whatever it stands for', async () => {
    const root = await anArchive();
    const [manifest = ''] = await manifestNames(root);
    const table = (await readdir(join(root, 'parquet/trades')))[0]!;
    await put(join(root, `parquet/trades/${table}`));
    await put(join(root, layout.viewsFile));
    await put(join(root, layout.checksFile));
    const { damaged } = await verifyArchive({ root, depth: { kind: 'full' }, threads: 1 }, task);
    expect(damaged.map(({ file, code }) => [file, code])).toContainEqual([
      `parquet/trades/${table}`,
      'file-special',
    ]);
    await put(join(root, layout.manifestFile(manifest)));
    const again = await verifyArchive({ root, depth: { kind: 'quick' } }, task);
    expect(again.damaged.map(({ code }) => code)).toContain('file-special');
    await put(join(root, layout.archiveFile));
    const work = importIntoTiered({ root, sources: [bundle], threads: 1 }, task);
    await expect(work).rejects.toMatchObject({ code: 'file-special' });
  });
});

describe('a rollback journal in an archive', () => {
  it('deletes no other file, whatever file it names as its superior', async () => {
    const root = await anArchive();
    const out = await outside();
    await runCommand('strata', ['star', root, 'event/event_006']);
    for (const name of [layout.indexFile, layout.userFile, layout.lockFile]) {
      const pages = Math.max(1, (await readFile(join(root, name))).length / 4096);
      await writeFile(
        join(root, `${name}-journal`),
        journalNaming(join(out, 'precious.txt'), pages),
      );
    }
    await runCommand('strata', ['list', root]);
    await runCommand('strata', ['star', root, 'event/event_006']);
    await importIntoTiered({ root, sources: [bundle], threads: 1 }, task).catch(() => undefined);
    await requirePrecious();
  });

  /** https://sqlite.org/fileformat2.html#the_rollback_journal, with a super-journal at its end. */
  function journalNaming(path: string, pages: number): Buffer {
    const magic = Buffer.from('d9d505f920a163d7', 'hex');
    const header = Buffer.alloc(512);
    magic.copy(header);
    [0, 0, pages, 512, 4096].forEach((value, no) => void header.writeUInt32BE(value, 8 + 4 * no));
    const name = Buffer.from(path);
    const numbers = Buffer.alloc(12);
    numbers.writeUInt32BE(2 ** 30 / 4096 + 1, 0);
    numbers.writeUInt32BE(name.length, 4);
    numbers.writeUInt32BE(
      name.reduce((sum, byte) => sum + byte, 0),
      8,
    );
    return Buffer.concat([header, numbers.subarray(0, 4), name, numbers.subarray(4), magic]);
  }
});

describe('a manifest whose names climb', () => {
  it.each(['../../escaped', '/tmp/strata-escaped', 'a/../../escaped', 'nul\u0000byte'])(
    'as %j does is exported without leaving the target',
    async (name) => {
      const root = await anArchive();
      await renameInManifest(root, name);
      await rebuildTiered({ root, threads: 1 }, task).catch(() => undefined);
      const before = await readdir(folder.path);
      const out = folder.at('deep/er/out');
      await mkdir(out, { recursive: true });
      await runCommand('strata', ['export', root, '--all', '--to', out, '--overwrite']);
      await runCommand('strata', [
        'migrate-store',
        root,
        folder.at('deep/er/back'),
        '--to',
        'local-dir',
      ]);
      expect(await readdir(folder.path)).toEqual([...before, 'deep'].sort());
      expect((await readdir(folder.at('deep'))).sort()).toEqual(['er']);
      expect(existsSync('/tmp/strata-escaped.iafbt')).toBe(false);
    },
  );

  async function renameInManifest(root: string, name: string): Promise<void> {
    const [old = ''] = await manifestNames(root);
    const { manifest } = await readManifest(root, old, decompressManifest);
    const batch = manifest as BatchManifest;
    const files = batch.files.map((file) => ({ ...file, handle: name, path: `${name}.iafbt` }));
    const bytes = readingZstd().compress(encodeManifest({ ...batch, files }), 3);
    await rename(join(root, layout.manifestFile(old)), folder.at('old'));
    await rm(folder.at('old'));
    await writeFile(join(root, layout.manifestFile(sha256(bytes))), bytes);
  }
});
