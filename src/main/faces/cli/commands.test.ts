import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { anEditedBundle } from '../../../testing/bundle-builder.ts';
import { runCommand } from '../../../testing/run-command.ts';
import { spawnCommand } from '../../../testing/spawn-command.ts';
import { temporaryFolder } from '../../../testing/temporary-folder.ts';
import { takeWriterLock } from '../../store/files/writer-lock.ts';

const projectFolder = join(import.meta.dirname, '..', '..', '..', '..');
const bundles = join(projectFolder, 'resources', 'demo', 'sweep_b');
const folder = temporaryFolder();

/** Six bundles of one sweep, and one that is none. */
function aFolderOfBundles({ withBroken = false } = {}): string {
  const path = folder.at('archive');
  mkdirSync(join(path, 'sub'), { recursive: true });
  for (const [at, name] of readdirSync(bundles).sort().slice(0, 6).entries()) {
    cpSync(join(bundles, name), join(path, at < 4 ? '' : 'sub', name));
  }
  if (withBroken) writeFileSync(join(path, 'broken.iafbt'), 'IAFB and then nothing');
  return path;
}

async function anArchive(options = {}): Promise<string> {
  const path = aFolderOfBundles(options);
  await runCommand('strata', ['index', path]);
  return path;
}

async function json(args: string[]) {
  const run = await runCommand('strata', [...args, '--json']);
  return { ...run, value: JSON.parse(run.stdout) };
}

beforeAll(() => {
  process.env.STRATA_STATE = join(projectFolder, 'node_modules', '.strata', 'test-state');
});

describe('strata index', () => {
  it('reads what is new, and says what it did', async () => {
    const path = aFolderOfBundles();
    const first = await json(['index', path]);
    expect(first.code).toBe(0);
    expect(first.value).toMatchObject({ seen: 6, added: 6, unchanged: 0, removed: 0, failed: [] });

    const again = await runCommand('strata', ['index', path]);
    expect(again).toMatchObject({ code: 0, stderr: '' });
    expect(again.stdout).toMatch(/^6 bundles: 6 unchanged, in \d+\.\d s\n$/);
  });

  it('lists what it cannot read, indexes the rest, and exits with 3', async () => {
    const path = aFolderOfBundles({ withBroken: true });
    const { code, value } = await json(['index', path]);
    expect(code).toBe(3);
    expect(value).toMatchObject({ seen: 7, added: 6 });
    expect(value.failed).toEqual([
      expect.objectContaining({ file: 'broken.iafbt', code: expect.any(String) }),
    ]);

    const again = await runCommand('strata', ['index', path]);
    expect(again.code).toBe(3);
    expect(again.stderr).toMatch(/^broken\.iafbt: .+ \([a-z-]+\)\n$/);
  });

  it('writes the index where it is told to, which the other commands then read', async () => {
    const path = aFolderOfBundles();
    const output = folder.at('elsewhere.sqlite');
    await runCommand('iaf', ['index', path, '-o', output, '--no-progress']);

    expect(existsSync(join(path, 'index.sqlite'))).toBe(false);
    expect((await json(['list', output])).value).toHaveLength(6);
  });

  it('exits with 4 and names the process while another one writes', async () => {
    const path = await anArchive();
    const lock = takeWriterLock(join(path, 'index.sqlite'), 'archive');
    const { code, stderr } = await spawnCommand('strata', ['index', path]).ended;
    lock.release();

    expect(code).toBe(4);
    expect(stderr).toContain(`process ${process.pid}`);
  });
});

describe('strata list', () => {
  it('gives scripts rows with the documented keys', async () => {
    const { value } = await json(['list', await anArchive(), '--sort', 'sharpe']);
    const [row] = value;

    expect(row).toMatchObject({
      id: expect.stringMatching(/^[0-9a-f]{64}$/),
      handle: expect.stringMatching(/^(sub\/)?sweep_b_\d+$/),
      algorithm_id: expect.any(String),
      tag: 'sweep_b',
      engine_type: 'vector',
      number_of_runs: expect.any(Number),
      sharpe_ratio: expect.any(Number),
      max_drawdown: expect.any(Number),
      start: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
    });
    expect(row.parameters).toMatchObject({
      ema_fast: expect.any(Number),
      symbols: expect.any(Array),
    });
    const sharpes = value.map((each: { sharpe_ratio: number }) => each.sharpe_ratio);
    expect(sharpes).toEqual(sharpes.toSorted((a: number, b: number) => b - a));
  });

  it('gives rows of runs their window and its place', async () => {
    const archive = await anArchive();
    const { value } = await json(['list', archive, '--rows', 'runs']);
    const backtests = await json(['list', archive]);
    const runs = backtests.value.reduce(
      (sum: number, row: { number_of_runs: number }) => sum + row.number_of_runs,
      0,
    );
    expect(value).toHaveLength(runs);
    expect(value[0]).toMatchObject({
      run: 0,
      window: expect.any(String),
      start: expect.stringMatching(/Z$/),
      end: expect.stringMatching(/Z$/),
      sharpe_ratio: expect.any(Number),
      parameters: { ema_fast: expect.any(Number) },
    });
  });

  it('gives only the columns that are asked for, under short names or the reference’s own', async () => {
    const archive = await anArchive();
    const columns = 'handle,sharpe,summary_cagr,params.ema_fast,ema_slow';
    const { value } = await json(['list', archive, '--columns', columns, '--limit', '2']);

    expect(value).toHaveLength(2);
    expect(Object.keys(value[0])).toEqual([
      'handle',
      'sharpe_ratio',
      'summary_cagr',
      'params.ema_fast',
      'ema_slow',
    ]);
  });

  it('filters by parameters, and pages', async () => {
    const archive = await anArchive();
    const all = await json([
      'list',
      archive,
      '--sort',
      'ema_fast:asc',
      '--columns',
      'handle,ema_fast',
    ]);
    const bound = all.value[2].ema_fast;
    const filtered = await json(['list', archive, '--filter', `params.ema_fast <= ${bound}`]);
    const expected = all.value.filter((row: { ema_fast: number }) => row.ema_fast <= bound);
    expect(filtered.value).toHaveLength(expected.length);

    const page = await json([
      ...['list', archive, '--sort', 'ema_fast:asc', '--columns', 'handle,ema_fast'],
      ...['--offset', '2', '--limit', '3'],
    ]);
    expect(page.value).toEqual(all.value.slice(2, 5));
  });

  it('writes CSV that says what JSON says', async () => {
    const archive = await anArchive();
    const columns = ['--columns', 'handle,sharpe_ratio,tag', '--sort', 'sharpe'];
    const csv = await runCommand('strata', ['list', archive, '--csv', ...columns]);
    const { value } = await json(['list', archive, ...columns]);

    expect(csv.stdout.trimEnd().split('\n')).toEqual([
      'handle,sharpe_ratio,tag',
      ...value.map((row: Record<string, unknown>) => Object.values(row).join(',')),
    ]);
  });

  it('guards a text in CSV that a spreadsheet would run, and leaves numbers and JSON alone', async () => {
    const bundle = anEditedBundle('v2/vector/sweep_a_000.iafbt', (document) =>
      document.set('tag', '=1+1'),
    );
    mkdirSync(folder.at('formula'));
    writeFileSync(folder.at('formula/-a.iafbt'), bundle);
    await runCommand('strata', ['index', folder.at('formula')]);
    const columns = ['--columns', 'handle,tag,sharpe_ratio'];
    const csv = await runCommand('strata', ['list', folder.at('formula'), '--csv', ...columns]);
    const { value } = await json(['list', folder.at('formula'), ...columns]);

    expect(value[0]).toMatchObject({ handle: '-a', tag: '=1+1' });
    expect(value[0].sharpe_ratio).toBeLessThan(0);
    expect(csv.stdout.split('\n')[1]).toBe(`'-a,'=1+1,${value[0].sharpe_ratio}`);
  });

  it('gives CSV a column for each parameter', async () => {
    const archive = await anArchive();
    const csv = await runCommand('strata', ['list', archive, '--csv']);
    const { value } = await json(['list', archive]);
    const [head = '', ...rows] = csv.stdout.trimEnd().split('\n');
    const place = head.split(',').indexOf('params.ema_fast');

    expect(head).not.toContain('parameters');
    expect(rows.map((row) => Number(row.split(',')[place]))).toEqual(
      value.map((row: { parameters: { ema_fast: number } }) => row.parameters.ema_fast),
    );
  });

  it('points at the place where a filter is wrong', async () => {
    const { code, stdout, stderr } = await runCommand('strata', [
      ...['list', await anArchive(), '--filter', 'sharpe > 1 and tag lik "x"'],
    ]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    const lines = stderr.split('\n');
    expect(lines[1]).toBe('sharpe > 1 and tag lik "x"');
    expect(lines[2]).toBe(`${' '.repeat('sharpe > 1 and tag '.length)}^`);
  });

  it.each([
    ['--sort', 'sharp'],
    ['--columns', 'handle,sharp'],
    ['--filter', 'sharp > 1'],
  ])('names the nearest columns for a wrong one in %s', async (option, value) => {
    const archive = await anArchive();
    const { code, stderr } = await runCommand('strata', ['list', archive, option, value]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/did you mean .*sharpe/);
  });

  it('wants an index, and says how to make one', async () => {
    const { code, stderr } = await runCommand('strata', ['list', aFolderOfBundles()]);
    expect(code).toBe(1);
    expect(stderr).toContain('strata index');
  });

  it('takes the name of what is not there for wrong usage', async () => {
    const { code, stderr } = await runCommand('strata', ['list', folder.at('nothing')]);
    expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining('nothing') });
  });

  it('refuses a file that is no index', async () => {
    const file = folder.at('archive.sqlite');
    writeFileSync(file, 'this is not a database, whatever its name says'.repeat(100));
    const { code, stderr } = await runCommand('strata', ['list', file]);
    expect(code).toBe(1);
    expect(stderr).not.toContain('unexpected');
  });
});

describe('strata show', () => {
  it('tells all of a backtest, found by its handle or the first digits of its id', async () => {
    const archive = await anArchive();
    const [row] = (await json(['list', archive])).value;
    const byHandle = await json(['show', archive, row.handle]);
    const byId = await json(['show', archive, row.id.slice(0, 10)]);

    expect(byHandle.value).toEqual(byId.value);
    expect(byHandle.value).toMatchObject({
      id: row.id,
      handle: row.handle,
      sharpe_ratio: row.sharpe_ratio,
      parameters: row.parameters,
      file: { name: expect.stringMatching(/\.iafbt$/), is_present: true },
    });
    expect(byHandle.value.runs).toHaveLength(row.number_of_runs);
    expect(byHandle.value.runs[0]).toMatchObject({ run: 0, sharpe_ratio: expect.any(Number) });
  });

  it('shows the same to people', async () => {
    const archive = await anArchive();
    const [row] = (await json(['list', archive])).value;
    const { stdout } = await runCommand('strata', ['show', archive, row.handle]);
    for (const part of ['Parameters', 'ema_fast', 'sharpe_ratio', 'Runs', row.handle]) {
      expect(stdout).toContain(part);
    }
  });

  it('fails for a backtest that is not there', async () => {
    const { code, stderr } = await runCommand('strata', ['show', await anArchive(), 'nothing']);
    expect({ code, stderr }).toMatchObject({ code: 1, stderr: expect.stringContaining('nothing') });
  });
});

describe('strata export and import', () => {
  it('bring every bundle out and in again, byte for byte and once', async () => {
    const archive = await anArchive();
    const out = folder.at('out');
    const exported = await json(['export', archive, '--all', '--to', out]);
    expect(exported).toMatchObject({ code: 0, value: { exported: 6, failed: [] } });
    expect(bundlesIn(out)).toEqual(bundlesIn(archive));

    const other = folder.at('other');
    const imported = await json(['import', other, out]);
    expect(imported).toMatchObject({ code: 0, value: { seen: 6, added: 6, unchanged: 0 } });
    const again = await json(['import', other, out]);
    expect(again).toMatchObject({ code: 0, value: { seen: 6, added: 0, unchanged: 6 } });
    expect((await json(['list', other])).value.map(idOf).sort()).toEqual(
      (await json(['list', archive])).value.map(idOf).sort(),
    );
  });

  it('write one bundle to a file, and replace nothing unless told to', async () => {
    const archive = await anArchive();
    const [first, second] = (await json(['list', archive])).value;
    const to = folder.at('one.iafbt');
    const bytesOf = (row: { handle: string }) => readFileSync(join(archive, `${row.handle}.iafbt`));
    const exportOf = (row: { handle: string }, ...more: string[]) =>
      runCommand('strata', ['export', archive, row.handle, '--to', to, ...more]);

    expect(await exportOf(first)).toMatchObject({ code: 0 });
    expect(readFileSync(to)).toEqual(bytesOf(first));
    expect((await exportOf(second)).code).not.toBe(0);
    expect(readFileSync(to)).toEqual(bytesOf(first));
    expect(await exportOf(second, '--overwrite')).toMatchObject({ code: 0 });
    expect(readFileSync(to)).toEqual(bytesOf(second));
  });

  it.each(['csv', 'json', 'parquet'])('write what matches as a table: %s', async (format) => {
    const archive = await anArchive();
    const to = folder.at(`table.${format}`);
    const filter = ['--all', '--filter', 'handle like "sub/%"'];
    const { code, value } = await json([
      ...['export', archive, ...filter, '--format', format, '--to', to],
    ]);
    expect({ code, value }).toMatchObject({ code: 0, value: { exported: 2 } });
    expect(readFileSync(to).length).toBeGreaterThan(0);
  });

  it.each([
    [['--all'], /--to is missing/],
    [['--to', 'x'], /name backtests, or say --all/],
    [['a', '--all', '--to', 'x'], /name backtests, or say --all/],
    [['--all', '--to', 'x', '--format', 'xml'], /one of bundles, csv, parquet, json/],
  ])('are not %j', async (options, message) => {
    const { code, stderr } = await runCommand('strata', ['export', '.', ...options]);
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
  });
});

describe('strata stats', () => {
  it('counts backtests, runs and bytes', async () => {
    const archive = await anArchive();
    const { value } = await json(['stats', archive]);
    const size = bundlesIn(archive).reduce((sum, [, bytes]) => sum + bytes.length, 0);

    expect(value).toMatchObject({ backtests: 6, sourceBytes: size, ratio: expect.any(Number) });
    expect(Object.keys(value.bytes)).toEqual(['index', 'parquet', 'chunks', 'other', 'total']);
  });
});

function bundlesIn(path: string): [string, Buffer][] {
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.iafbt'))
    .sort()
    .map((name) => [name, readFileSync(join(path, name))]);
}

function idOf(row: { id: string }): string {
  return row.id;
}
