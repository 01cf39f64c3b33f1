import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type BacktestIndex, readBacktestIndex } from './backtest-index.ts';
import { findReferenceCli, runReference } from './reference-cli.ts';
import { projectFolder, runStrata } from './strata-cli.ts';

// The reference takes seconds to start, and more on a busy machine.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

const reference = findReferenceCli();

const questions: [string, string[]][] = [
  ['in the order of the table', ['list', '--json']],
  ['sorted', ['list', '--sort', 'sharpe_ratio', '--json']],
  ['lowest first', ['list', '--sort', 'max_drawdown', '--asc', '-n', '7', '--json']],
  ['narrowed', ['list', '--where', 'summary_number_of_trades >= 5', '--sort', 'sortino_ratio']],
  ['other columns', ['list', '--columns', 'bundle_path,parameters,strategy_ids', '--json']],
  ['ranked', ['rank', '--by', 'sharpe_ratio', '--json']],
  ['the three best', ['rank', '--by', 'win_rate', '-n', '3']],
];

/** Bundles that the reference cannot put into a row and we can: see docs/known-differences.md. */
const onlyOurs: Readonly<Record<string, string[]>> = {
  v1: [],
  'v1-releases': [],
  v2: ['edge/int_over_int64.iafbt'],
};

describe.skipIf(reference === null).each(Object.keys(onlyOurs))('the index of %s', (corpus) => {
  const cli = reference as string;
  const originals = join(projectFolder, 'fixtures', 'interop', corpus);
  let folder: string;
  let bundles: string;
  let oursFile: string;
  let theirsFile: string;
  let ours: BacktestIndex;
  let theirs: BacktestIndex;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'strata-interop-'));
    bundles = join(folder, 'bundles');
    oursFile = join(folder, 'ours.sqlite');
    theirsFile = join(folder, 'theirs.sqlite');
    const leftOut = new Set(onlyOurs[corpus]?.map((path) => join(originals, path)));
    cpSync(originals, bundles, { recursive: true, filter: (path) => !leftOut.has(path) });
    expect(runStrata('index', bundles, '--output', oursFile)).toMatchObject({ status: 0 });
    await runReference(cli, 'index', bundles, '-o', theirsFile, '--no-progress');
    ours = readBacktestIndex(oursFile);
    theirs = readBacktestIndex(theirsFile);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('has those that the reference cannot index, too', async () => {
    const [all, theirAll] = [join(folder, 'all.sqlite'), join(folder, 'their-all.sqlite')];
    expect(runStrata('index', originals, '--output', all)).toMatchObject({ status: 0 });
    await runReference(cli, 'index', originals, '-o', theirAll, '--no-progress');
    const known = readBacktestIndex(theirAll).rows;
    const more = [...readBacktestIndex(all).rows.keys()].filter((path) => !known.has(path));

    expect(more).toEqual(onlyOurs[corpus]);
  });

  it('has the reference’s columns, types and version', () => {
    expect(ours.columns).toEqual(theirs.columns);
    expect(ours.columns).toHaveLength(68);
    expect(ours.userVersion).toBe(theirs.userVersion);
  });

  it('has the same bundles in the same order', () => {
    expect(ours.rows.size).toBeGreaterThan(0);
    expect([...ours.rows.keys()]).toEqual([...theirs.rows.keys()]);
  });

  it('has the same values, to the bit and to the type', () => {
    expect(differences()).toEqual([]);
  });

  it.each(questions)(
    'makes the reference’s own program answer as on its own index: %s',
    async (_, args) => {
      const [command, ...options] = args as [string, ...string[]];
      const onOurs = await runReference(cli, command, oursFile, ...options);

      expect(onOurs.length).toBeGreaterThan(0);
      expect(onOurs).toBe(await runReference(cli, command, theirsFile, ...options));
    },
  );

  it('can be refreshed by the reference, which finds nothing to do', async () => {
    await runReference(cli, 'index', bundles, '-o', oursFile, '--no-progress');

    expect(readBacktestIndex(oursFile)).toEqual(ours);
    const again = runStrata('list', oursFile, '--json');
    expect(JSON.parse(again.stdout)).toHaveLength(ours.rows.size);
  });

  function differences(): string[] {
    return [...theirs.rows].flatMap(([path, cells]) =>
      [...cells]
        .map(([column, text]) => ({ column, text, own: ours.rows.get(path)?.get(column) }))
        .filter(({ text, own }) => text !== own)
        .map(({ column, text, own }) => `${path} ${column}: ${own}, the reference has ${text}`),
    );
  }
});
