import { createHash } from 'node:crypto';
import { cp, glob, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { demoFolder } from '#testing/demo-bundles.ts';
import { fixturesFolder } from '#testing/interop-fixtures.ts';
import { temporaryFolder } from '#testing/temporary-folder.ts';
import { tieredArchiveOf } from '#testing/tiered-archive.ts';
import type { Archive } from './archive.ts';
import { indexFolder } from './index-folder.ts';
import { openArchive } from './open-archive.ts';
import { openRun } from './open-run.ts';
import { readCandles } from './read-candles.ts';
import { showRun } from './show-run.ts';
import { significanceTests } from './significance-tests.ts';
import { createTask } from './task-context.ts';
import { tradeReturns } from './trade-returns.ts';

const folder = temporaryFolder();
const interop = (...parts: string[]) => join(fixturesFolder, 'interop', ...parts);

/** A copy, so that files beside the bundles can be spoilt. */
async function plainArchive(bundles: string): Promise<Archive> {
  await cp(bundles, folder.at('plain'), { recursive: true });
  await indexFolder({ folder: folder.at('plain'), threads: 1 }, createTask().task);
  return openArchive(folder.at('plain'));
}

async function both(bundles: string): Promise<Archive[]> {
  const tiered = await tieredArchiveOf(folder.at('tiered'), bundles);
  return [await plainArchive(bundles), await openArchive(tiered)];
}

describe('prices of a run', () => {
  const prices = interop('v2', 'ohlcv');
  const everything = { symbol: 'BTC/EUR', from: null, to: null, candles: 20_000 };

  it('come from the store beside the bundle, and from the archive, the same', async () => {
    const [plain, tiered] = await both(prices);
    const { prices: files } = await showRun(
      plain!,
      openRun(plain!, { id: 'ohlcv_default', run: 0 }),
    );
    const key = files.find(({ symbol }) => symbol === 'BTC/EUR')!.key;
    const read = (archive: Archive) =>
      readCandles(archive, openRun(archive, { id: 'ohlcv_default', run: 0 }), {
        ...everything,
        key,
      });

    const here = await read(plain!);

    expect(files.map((file) => file.key)).toEqual(['BTC/EUR@1d', 'ETH/EUR@4h']);
    expect(here.time.length).toBeGreaterThan(100);
    expect(here.total).toBe(here.time.length);
    for (const [place, low] of here.low.entries()) {
      expect(low).toBeLessThanOrEqual(here.high[place]!);
    }
    expect(await read(tiered!)).toEqual(here);
  });

  it('are joined where there are more bars than candles, and nothing of them is lost', async () => {
    const archive = await plainArchive(prices);
    const run = openRun(archive, { id: 'ohlcv_default', run: 0 });
    const key = (await showRun(archive, run)).prices[0]!.key;

    const all = await readCandles(archive, run, { ...everything, key });
    const few = await readCandles(archive, run, { ...everything, key, candles: 50 });

    expect(few.time.length).toBeLessThanOrEqual(50);
    expect(few.barsPerCandle).toBe(Math.ceil(all.total / 50));
    expect(Math.max(...few.high)).toBe(Math.max(...all.high));
    expect(Math.min(...few.low)).toBe(Math.min(...all.low));
    expect(few.open[0]).toBe(all.open[0]);
    expect(few.close.at(-1)).toBe(all.close.at(-1));
    const part = { from: all.time[10]!, to: all.time[19]! };
    expect((await readCandles(archive, run, { ...everything, ...part, key })).total).toBe(10);
  });

  it('are those of its own orders where none are stored', async () => {
    const archive = await plainArchive(join(demoFolder, 'event'));
    const run = openRun(archive, { id: 'event_000', run: 0 });

    const facts = await showRun(archive, run);
    const candles = await readCandles(archive, run, { ...everything, key: null });

    expect(facts.symbols).toContain('BTC/EUR');
    expect(facts.prices).toEqual([]);
    expect(candles.time.length).toBeGreaterThan(0);
    expect(candles.open).toEqual(candles.close);
    expect([...candles.time].sort((a, b) => a - b)).toEqual(candles.time);
  });

  it('never come from outside of the archive', async () => {
    const archive = await plainArchive(prices);
    const run = openRun(archive, { id: 'ohlcv_path_traversal', run: 0 });

    const stored = (await showRun(archive, run)).prices;

    expect(stored.length).toBeGreaterThan(0);
    for (const { key, missing } of stored) {
      expect(missing).toBe('outside');
      await expect(readCandles(archive, run, { ...everything, key })).rejects.toMatchObject({
        code: 'file-missing',
      });
    }
  });

  it('say that their file is not there, or is not what its name says', async () => {
    const archive = await plainArchive(prices);
    const missing = openRun(archive, { id: 'ohlcv_chunk_missing', run: 0 });
    expect((await showRun(archive, missing)).prices.map((one) => one.missing)).toContain(
      'not-stored',
    );

    const run = openRun(archive, { id: 'ohlcv_default', run: 0 });
    const key = (await showRun(archive, run)).prices[0]!.key;
    await spoilFiles(folder.at('plain'));
    await expect(readCandles(archive, run, { ...everything, key })).rejects.toMatchObject({
      code: 'hash-mismatch',
    });
  });
});

describe('significance tests', () => {
  it.each([
    ['v1', interop('v1'), 'permutation'],
    ['v2', interop('v2', 'perm'), 'perm_000'],
    ['v3', interop('v3'), 'monte_carlo'],
    ['v4', interop('v4'), 'monte_carlo'],
    ['v5', interop('v5-obtf', 'derived'), 'monte_carlo'],
  ])('of %s have a p-value and every permutation of a metric', async (_v, bundles, id) => {
    const archive = await plainArchive(bundles);
    const tests = await significanceTests(archive, id);

    expect(tests.length).toBeGreaterThan(0);
    for (const { permutations, metrics } of tests) {
      expect(permutations).toBeGreaterThan(0);
      expect(metrics.length).toBeGreaterThan(0);
      for (const { permuted, pValue } of metrics) {
        expect(permuted).toHaveLength(permutations);
        expect(pValue).toBeGreaterThanOrEqual(0);
      }
    }
  });

  it('are those of the bundle in a tiered archive, too', async () => {
    const [plain, tiered] = await both(interop('v2', 'perm'));
    expect(await significanceTests(tiered!, 'perm_000')).toEqual(
      await significanceTests(plain!, 'perm_000'),
    );
  });

  it('are none where the bundle has none, which the index knows without the file', async () => {
    const archive = await plainArchive(join(demoFolder, 'event'));
    expect(await significanceTests(archive, 'event_000')).toEqual([]);
    await rm(join(archive.folder, 'event_000.iafbt'));
    expect(await significanceTests(archive, 'event_000')).toEqual([]);
  });
});

describe('the spread of trade returns', () => {
  it('counts every closed trade once, gains apart from losses', async () => {
    const archive = await plainArchive(join(demoFolder, 'sweep_b'));
    const run = openRun(archive, { id: 'sweep_b_00000', run: 0 });

    const { count, wins, bins, best, worst } = await tradeReturns(run, 30);

    expect(count).toBeGreaterThan(10);
    expect(sum(bins)).toBe(count);
    expect(sum(bins.filter(({ from }) => from >= 0))).toBeGreaterThanOrEqual(wins);
    expect(bins.every(({ from, to }) => from >= 0 || to <= 1e-12)).toBe(true);
    expect(bins[0]!.from).toBeLessThanOrEqual(worst!);
    expect(bins.at(-1)!.to).toBeGreaterThanOrEqual(best!);
  });

  it('is empty for a run without trades', async () => {
    const archive = await plainArchive(interop('v2', 'vector'));
    const run = openRun(archive, { id: 'notrade_000', run: 0 });

    expect(await tradeReturns(run, 30)).toMatchObject({ count: 0, mean: null, bins: [] });
  });
});

it('knows the hash of the file in a tiered archive, where the file itself does not lie', async () => {
  const [plain, tiered] = await both(join(demoFolder, 'event'));
  const of = async (archive: Archive) =>
    (await showRun(archive, openRun(archive, { id: 'event_000', run: 0 }))).fileSha256;
  const bytes = await readFile(join(demoFolder, 'event', 'event_000.iafbt'));

  expect(await of(plain!)).toBeNull();
  expect(await of(tiered!)).toBe(createHash('sha256').update(bytes).digest('hex'));
});

function sum(bins: readonly { count: number }[]): number {
  return bins.reduce((total, { count }) => total + count, 0);
}

async function spoilFiles(root: string): Promise<void> {
  for await (const path of glob('**/*.parquet', { cwd: root })) {
    await rm(join(root, path));
    await writeFile(join(root, path), 'no prices');
  }
}
