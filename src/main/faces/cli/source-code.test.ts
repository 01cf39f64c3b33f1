import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { placeBundle } from '#testing/demo-bundles.ts';
import { runCommand } from '#testing/run-command.ts';
import { temporaryFolder } from '#testing/temporary-folder.ts';

const folder = temporaryFolder();

async function json(args: string[]) {
  const run = await runCommand('strata', [...args, '--json']);
  return { code: run.code, value: JSON.parse(run.stdout) };
}

async function bundles(name: string, ...paths: string[]): Promise<string> {
  for (const path of paths) await placeBundle(path, folder.at(name, path));
  return folder.at(name);
}

/** A strategy with what lies beside one: caches, a repository, secrets, results, a link. */
async function strategy(name: string, rule: string): Promise<string> {
  const root = folder.at(name);
  await mkdir(`${root}/indicators/__pycache__`, { recursive: true });
  await mkdir(`${root}/.git`);
  await writeFile(`${root}/strategy.py`, `RULE = "${rule}"\n`);
  await writeFile(`${root}/indicators/ema.py`, 'def ema(): ...\n');
  await writeFile(`${root}/indicators/__pycache__/ema.pyc`, 'x');
  await writeFile(`${root}/.git/config`, 'x');
  await writeFile(`${root}/.env`, 'API_KEY=secret');
  await writeFile(`${root}/old.iafbt`, 'IAFB');
  await symlink('/etc/hostname', `${root}/link.py`);
  return root;
}

const files = [
  { path: 'indicators/ema.py', bytes: 15 },
  { path: 'strategy.py', bytes: 13 },
];

describe('source code imported with backtests', () => {
  it('is stored once, shown, and lives through delete, compact, gc, rebuild and merge', async () => {
    const code = await strategy('code', 'ema');
    const archive = folder.at('archive');
    const first = await bundles('first', 'event/event_000.iafbt', 'event/event_002.iafbt');
    const second = await bundles('second', 'event/event_004.iafbt');
    const take = (source: string) =>
      json(['import', archive, source, '--store', 'local-tiered', '--code', code]);
    expect((await take(first)).value).toMatchObject({ added: 2, failed: [] });
    expect((await take(second)).value).toMatchObject({ added: 1, failed: [] });

    const shown = (await json(['show', archive, 'event/event_004'])).value;
    expect(shown.code).toMatchObject({ files });
    expect(shown.stored.chunks.map(({ kind }: { kind: string }) => kind)).toContain('code');
    expect(await codeFilesOf(archive)).toEqual([shown.code.chunk]);
    expect((await runCommand('strata', ['show', archive, 'event/event_004'])).stdout).toMatch(
      /Source code\n {2}indicators\/ema\.py +15 bytes\n {2}strategy\.py +13 bytes\n/,
    );

    await json(['delete', archive, 'event/event_000']);
    await json(['compact', archive]);
    await json(['gc', archive, '--now', '--i-know']);
    await json(['rebuild', archive]);
    await json(['merge', folder.at('merged'), archive]);

    for (const root of [archive, folder.at('merged')]) {
      expect((await json(['verify', root, '--full'])).value.damaged).toEqual([]);
      expect((await json(['show', root, 'event/event_002'])).value.code).toEqual(shown.code);
    }
  });

  it('is exported as the folder it was, or packed', async () => {
    const archive = folder.at('archive');
    const source = await bundles('first', 'event/event_000.iafbt');
    const code = await strategy('code', 'ema');
    await json([
      'migrate-store',
      '--from',
      'local-dir',
      '--to',
      'local-tiered',
      source,
      archive,
      '--code',
      code,
    ]);

    const out = ['export', archive, 'event/event_000', '--code-to'];
    const { value } = await json([...out, folder.at('strategy'), '--to', folder.at('back')]);

    expect(value).toMatchObject({ exported: 1, source_code: { sets: 1, files: 2, failed: [] } });
    expect(await readFile(folder.at('strategy/strategy.py'), 'utf8')).toBe('RULE = "ema"\n');
    expect((await readdir(folder.at('strategy'), { recursive: true })).sort()).toEqual([
      'indicators',
      'indicators/ema.py',
      'strategy.py',
    ]);
    const again = (await json([...out, folder.at('strategy')])).value;
    expect(again.source_code).toMatchObject({ files: 0, unchanged: 2 });
    await writeFile(folder.at('strategy/strategy.py'), 'mine');
    expect((await runCommand('strata', [...out, folder.at('strategy')])).code).toBe(1);
    expect(await readFile(folder.at('strategy/strategy.py'), 'utf8')).toBe('mine');
    await json([...out, folder.at('strategy.tar.gz')]);
    expect((await readFile(folder.at('strategy.tar.gz'))).subarray(0, 2).toString('hex')).toBe(
      '1f8b',
    );
  });

  it('comes out set by set where there are several, and says what has none', async () => {
    const archive = folder.at('archive');
    const tiered = ['--store', 'local-tiered'];
    const code = [await strategy('one', 'ema'), await strategy('two', 'rsi')];
    const one = await bundles('first', 'event/event_000.iafbt');
    const two = await bundles('second', 'event/event_002.iafbt');
    const bare = await bundles('third', 'event/event_004.iafbt');
    await json(['import', archive, one, ...tiered, '--code', code[0]!]);
    await json(['import', archive, two, '--code', code[1]!]);
    await json(['import', archive, bare]);

    const { code: exitCode, value } = await json([
      'export',
      archive,
      '--all',
      '--code-to',
      folder.at('out'),
    ]);

    expect(exitCode).toBe(3);
    expect(value.source_code).toMatchObject({ sets: 2, files: 4 });
    expect(value.source_code.failed).toMatchObject([
      { file: 'event/event_004.iafbt', code: 'not-found' },
    ]);
    const sets: Record<string, string[]> = JSON.parse(
      await readFile(folder.at('out/sets.json'), 'utf8'),
    );
    expect((await readdir(folder.at('out'))).sort()).toEqual(
      [...Object.keys(sets), 'sets.json'].sort(),
    );
    expect(Object.values(sets).flat().sort()).toEqual([
      'event/event_000.iafbt',
      'event/event_002.iafbt',
    ]);
    const packed = folder.at('out.tar.gz');
    expect(
      (await runCommand('strata', ['export', archive, '--all', '--code-to', packed])).stderr,
    ).toMatch(/2 sets of source code do not fit into one file/);
  });

  it('is tied to backtests that came without, once, and to no other', async () => {
    const archive = folder.at('archive');
    const [one, two] = [await strategy('one', 'ema'), await strategy('two', 'rsi')];
    const whole = await bundles('first', 'event/event_000.iafbt', 'event/event_002.iafbt');
    const part = await bundles('second', 'event/event_004.iafbt', 'costs/costs_000.iafbt');
    const coded = await bundles('third', 'costs/costs_002.iafbt');
    await json(['import', archive, whole, '--store', 'local-tiered']);
    await json(['import', archive, part]);
    await json(['import', archive, coded, '--code', two]);
    await json(['delete', archive, 'costs/costs_000']);
    const before = await chunkAndDataFiles(archive);

    const take = () => json(['import', archive, whole, part, coded, '--code', one]);
    const first = (await take()).value;
    const text = (await runCommand('strata', ['import', archive, whole, coded, '--code', one]))
      .stdout;
    const again = (await take()).value;

    // What was deleted comes in as it was taken in anew.
    expect(first).toMatchObject({ added: 1, unchanged: 4, code: { tied: 3, keep_other: 1 } });
    expect(again).toMatchObject({ added: 0, unchanged: 5, code: { tied: 0, keep_other: 1 } });
    expect(text).toBe('3 bundles: 3 there already\n1 keep the source code they came with\n');
    expect((await chunkAndDataFiles(archive)).filter((name) => before.includes(name))).toEqual(
      before,
    );
    const rules: string[] = [];
    for (const name of [
      'event/event_000',
      'event/event_004',
      'costs/costs_000',
      'costs/costs_002',
    ]) {
      const to = folder.at(`code of ${name}`);
      await json(['export', archive, name, '--code-to', to]);
      rules.push(await readFile(`${to}/strategy.py`, 'utf8'));
    }
    expect(rules).toEqual([...Array(3).fill('RULE = "ema"\n'), 'RULE = "rsi"\n']);
    await json(['gc', archive, '--now', '--i-know']);
    await json(['rebuild', archive]);
    expect((await json(['verify', archive, '--full'])).value.damaged).toEqual([]);
    expect((await take()).value).toMatchObject({ unchanged: 5, code: { tied: 0, keep_other: 1 } });
  });

  it('goes with the bundles into a folder, and comes back from there as the same chunk', async () => {
    const archive = folder.at('archive');
    const source = await bundles('first', 'event/event_000.iafbt', 'event/event_002.iafbt');
    const bare = await bundles('second', 'event/event_004.iafbt');
    const code = await strategy('code', 'ema');
    const migrate = ['migrate-store', '--from', 'local-dir', '--to', 'local-tiered'];
    const back = ['migrate-store', '--from', 'local-tiered', '--to', 'local-dir', archive];
    await json(['import', archive, source, '--store', 'local-tiered', '--code', code]);
    await json(['import', archive, bare]);

    const out = (await json([...back, folder.at('back'), '--with-code'])).value;
    const exported = (
      await json(['export', archive, '--all', '--to', folder.at('copy'), '--with-code'])
    ).value;
    const again = [...migrate, folder.at('back'), folder.at('again'), '--code'];
    await json([...again, folder.at('back/code')]);

    const written = { sets: 1, files: 2, without: 1, failed: [] };
    expect(out).toMatchObject({ added: 3, failed: [], source_code: written });
    expect(exported).toMatchObject({ exported: 3, source_code: written });
    for (const to of ['back', 'copy']) {
      expect(await readFile(folder.at(to, 'code/indicators/ema.py'))).toEqual(
        await readFile(`${code}/indicators/ema.py`),
      );
    }
    expect(await codeFilesOf(folder.at('again'))).toEqual(await codeFilesOf(archive));
  });

  it('must be there, and belongs into a tiered archive', async () => {
    const source = await bundles('first', 'event/event_000.iafbt');
    await mkdir(folder.at('empty/.hidden'), { recursive: true });
    const refused = async (...args: string[]) => {
      const { code, stderr } = await runCommand('strata', args);
      return { code, stderr };
    };
    const tiered = ['import', folder.at('archive'), source, '--store', 'local-tiered', '--code'];
    expect(await refused(...tiered, folder.at('nowhere'))).toMatchObject({ code: 2 });
    expect((await refused(...tiered, folder.at('empty'))).stderr).toMatch(/holds no source code/);
    expect((await refused('import', folder.at('plain'), source, '--code', source)).code).toBe(2);
    const zip = ['--all', '--to', folder.at('all.zip'), '--with-code'];
    expect((await refused('export', source, ...zip)).stderr).toMatch(/bundles in a folder/);
  });
});

async function chunkAndDataFiles(archive: string): Promise<string[]> {
  const names = await Promise.all(
    ['parquet', 'chunks'].map((part) => readdir(`${archive}/${part}`, { recursive: true })),
  );
  return names
    .flat()
    .filter((name) => /[0-9a-f]{64}/.test(name))
    .sort();
}

async function codeFilesOf(archive: string): Promise<string[]> {
  const names = await readdir(`${archive}/chunks/code`, { recursive: true });
  return names.filter((name) => name.includes('/')).map((name) => name.slice(3));
}
