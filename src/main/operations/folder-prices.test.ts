import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fixturesFolder } from '#testing/interop-fixtures.ts';
import { runCommand } from '#testing/run-command.ts';
import { temporaryFolder } from '#testing/temporary-folder.ts';
import { readBundleRecord } from '../formats/bundle/read-bundle-record.ts';

const folder = temporaryFolder();

/** The corpus' bundles with side stores: one lacks a chunk, one climbs out, one has its store elsewhere. */
async function anArchive(): Promise<string> {
  const path = folder.at('archive');
  cpSync(join(fixturesFolder, 'interop/v2/ohlcv'), path, { recursive: true });
  await runCommand('strata', ['index', path, '--quiet']);
  return path;
}

async function json(...args: string[]) {
  const { stdout, code, stderr } = await runCommand('strata', [...args, '--json']);
  return { code, stderr, value: stdout === '' ? null : JSON.parse(stdout) };
}

interface Named {
  file: string;
  code: string;
  message: string;
}

const ofStore = (path: string) =>
  readdirSync(join(path, 'ohlcv')).filter((name) => name.endsWith('.parquet'));

describe('the price files of a folder of bundles', () => {
  it('are counted, each once however many bundles refer to it', async () => {
    const path = await anArchive();
    const { prices } = (await json('stats', path)).value;
    expect(prices).toMatchObject({ missing: 1 });
    expect(prices.referenced).toBeLessThan(12);
    expect(prices.files - prices.orphans).toBe(prices.referenced - prices.missing);
    const { stdout } = await runCommand('strata', ['stats', path]);
    expect(stdout).toMatch(/of \d+ that bundles refer to 1 are missing/);
  });

  it('are named by verify where they are missing, and where a bundle climbs out', async () => {
    const { code, value } = await json('verify', await anArchive(), '--quick');
    expect(code).toBe(1);
    const named = value.damaged.map(({ file, code: why }: Record<string, string>) => [file, why]);
    expect(named).toContainEqual([
      expect.stringMatching(/^tmp_store\/[0-9a-f]{64}\.parquet$/),
      'file-missing',
    ]);
    expect(named).toContainEqual([
      'ohlcv_path_traversal.iafbt',
      expect.stringMatching(/outside-root|bad-request/),
    ]);
  });

  it('are read by a full verify, which names those that hold something else', async () => {
    const path = await anArchive();
    const [name = ''] = ofStore(path);
    writeFileSync(join(path, 'ohlcv', name), 'prices of another kind');
    const { value } = await json('verify', path, '--full');
    const named = value.damaged.map(({ file, code }: Record<string, string>) => [file, code]);
    expect(named).toContainEqual([`ohlcv/${name}`, 'hash-mismatch']);
  });

  it('are named by the import where they are missing, into either kind of archive', async () => {
    const source = folder.at('source');
    cpSync(join(fixturesFolder, 'interop/v2/ohlcv'), source, { recursive: true });
    const [gone] = ofStore(source).sort();
    rmSync(join(source, 'ohlcv', gone!));
    for (const store of ['local-dir', 'local-tiered']) {
      const target = folder.at(store);
      const { value } = await json('import', target, source, '--store', store);
      const named = value.missing.filter(({ message }: Named) => message.includes(gone!));
      expect(named.length).toBeGreaterThan(0);
      for (const { code } of named) expect(code).toBe('file-missing');
      const { stderr } = await runCommand('strata', [
        'import',
        folder.at(`${store} 2`),
        source,
        '--store',
        store,
      ]);
      expect(stderr).toContain(`are missing: ${gone}`);
    }
  });

  it('are named by verify of a tiered archive, which is whole without them', async () => {
    // As the reference keeps them: bundles and price files side by side, of which one is lost.
    const store = folder.at('store');
    const fixtures = join(fixturesFolder, 'interop/v2/ohlcv');
    cpSync(join(fixtures, 'ohlcv_default.iafbt'), join(store, 'bundles/prices.iafbt'));
    cpSync(join(fixtures, 'ohlcv'), join(store, 'ohlcv'), { recursive: true });
    mkdirSync(join(store, 'parquet'));
    const { ohlcv } = readBundleRecord(readFileSync(join(fixtures, 'ohlcv_default.iafbt')));
    const [gone, kept] = ohlcv!.chunks.map(({ file }) => file);
    rmSync(join(store, 'ohlcv', gone!));
    const target = folder.at('tiered');
    const kinds = ['--from', 'local-tiered', '--to', 'local-tiered'];
    const migrated = await json('migrate-store', store, target, ...kinds);
    expect(migrated).toMatchObject({ code: 0, value: { added: 1, failed: [] } });
    for (const depth of ['--quick', '--full']) {
      const { code, value } = await json('verify', target, depth);
      expect({ code, damaged: value.damaged }).toEqual({ code: 0, damaged: [] });
      const said = value.missing.map(({ file, message }: Named) => [file, message]);
      expect(said).toContainEqual(['prices.iafbt', expect.stringContaining(gone!)]);
      expect(JSON.stringify(said)).not.toContain(kept);
    }
    const { stdout } = await runCommand('strata', ['verify', target]);
    expect(stdout).toMatch(/no damage, \d price files? missing/);
  });

  it('that no bundle needs go to the trash, and only those', async () => {
    const path = await anArchive();
    const before = ofStore(path);
    const orphan = `${'ab'.repeat(32)}.parquet`;
    writeFileSync(join(path, 'ohlcv', orphan), 'nobody refers to this');
    writeFileSync(join(path, 'ohlcv', 'notes.parquet'), 'not ours');
    const dry = await json('gc', path, '--dry-run');
    expect(dry.value.trashed.map((one: { path: string }) => one.path)).toEqual([`ohlcv/${orphan}`]);
    expect(existsSync(join(path, 'ohlcv', orphan))).toBe(true);

    expect((await json('gc', path)).value.trashed).toHaveLength(1);
    expect(ofStore(path).sort()).toEqual([...before, 'notes.parquet'].sort());
    const [mark = ''] = readdirSync(join(path, '.strata-trash'));
    expect(existsSync(join(path, '.strata-trash', mark, 'ohlcv', orphan))).toBe(true);
  });

  it('are not collected while a bundle cannot be read: it may need them', async () => {
    const path = await anArchive();
    writeFileSync(join(path, 'ohlcv', `${'ab'.repeat(32)}.parquet`), 'x');
    writeFileSync(join(path, 'broken.iafbt'), 'IAFB');
    const { code, stderr } = await json('gc', path);
    expect(code).toBe(1);
    expect(stderr).toContain('broken.iafbt cannot be read');
  });

  it('are never looked for behind a link that leads out', async () => {
    const path = await anArchive();
    const outside = folder.at('outside.parquet');
    writeFileSync(outside, 'secret');
    const name = `${'cd'.repeat(32)}.parquet`;
    symlinkSync(outside, join(path, 'ohlcv', name));
    expect((await json('gc', path, '--dry-run')).value.trashed).toEqual([]);
  });
});

describe('the price files of a tiered archive', () => {
  it('are counted like those of the folder it was made of, and come out again', async () => {
    const source = folder.at('source');
    for (const name of ['ohlcv_default.iafbt', 'ohlcv_chunk_missing.iafbt', 'ohlcv']) {
      cpSync(join(fixturesFolder, 'interop/v2/ohlcv', name), join(source, name), {
        recursive: true,
      });
    }
    await runCommand('strata', ['index', source, '--quiet']);
    const tiered = folder.at('tiered');
    await json('import', tiered, source, '--store', 'local-tiered');
    const [plain, kept] = [
      (await json('stats', source)).value,
      (await json('stats', tiered)).value,
    ];
    const { referenced, missing } = plain.prices;
    expect(kept.prices).toMatchObject({ referenced, missing, orphans: 0 });
    const to = folder.at('out');
    await json('export', tiered, '--all', '--to', to, '--with-ohlcv');
    expect(ofStore(to).length).toBe(referenced - missing);
  });
});
