import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { placeBundle } from '#testing/demo-bundles.ts';
import { fixturesFolder } from '#testing/interop-fixtures.ts';
import { runCommand } from '#testing/run-command.ts';
import { temporaryFolder } from '#testing/temporary-folder.ts';
import { tieredArchiveOf } from '#testing/tiered-archive.ts';
import { openArchive } from '../../operations/open-archive.ts';
import { openRun } from '../../operations/open-run.ts';
import { readSeries } from '../../operations/read-series.ts';
import { tradeReturns } from '../../operations/trade-returns.ts';

const folder = temporaryFolder();

/** A backtest of three windows, and one with a stored price file. */
async function aFolder(): Promise<string> {
  const path = folder.at('sweep');
  await placeBundle('event/event_000.iafbt', join(path, 'event_000.iafbt'));
  cpSync(join(fixturesFolder, 'interop/v2/ohlcv'), join(path, 'ohlcv'), { recursive: true });
  await runCommand('strata', ['index', path, '--quiet']);
  return path;
}

async function rowsOf(...words: string[]): Promise<Record<string, unknown>[]> {
  const { code, stdout, stderr } = await runCommand('strata', ['rows', ...words, '--json']);
  expect(stderr).toBe('');
  expect(code).toBe(0);
  return JSON.parse(stdout) as Record<string, unknown>[];
}

describe('strata rows', () => {
  it('shows the trades of all windows, of a folder as of a tiered archive', async () => {
    const plain = await aFolder();
    const tiered = await tieredArchiveOf(folder.at('tiered'), plain);

    const trades = await rowsOf(plain, 'event_000');

    expect(new Set(trades.map(({ run }) => run))).toEqual(new Set([0, 1, 2]));
    expect(trades[0]).toMatchObject({ handle: 'event_000', trade_no: 1, status: 'CLOSED' });
    expect(await rowsOf(tiered, 'event_000')).toEqual(trades);
  });

  it('filters, sorts, chooses columns and cuts, within one run', async () => {
    const words = [await aFolder(), 'event_000', '--run', '1', '--filter', 'net_gain < 0'];

    const trades = await rowsOf(...words, '--sort', 'net_gain:asc', '--columns', 'net_gain');

    const gains = trades.map(({ net_gain }) => net_gain as number);
    expect(gains.length).toBeGreaterThan(1);
    expect(gains.every((gain) => gain < 0)).toBe(true);
    expect(gains).toEqual(gains.toSorted((a, b) => a - b));
    expect(Object.keys(trades[0]!)).toEqual(['handle', 'run', 'net_gain']);
    expect(await rowsOf(...words, '-n', '1')).toHaveLength(1);
  });

  it('gives what the charts are drawn from: series, the spread of returns, prices', async () => {
    const path = await aFolder();
    const archive = await openArchive(path);
    const ref = { id: 'event_000', run: 0 };
    const equity = await readSeries(archive, { ...ref, series: 'equity_curve', points: 0 });
    const { bins } = await tradeReturns(openRun(archive, ref), 30);
    archive.close();
    const one = [path, 'event_000', '--run', '0'];

    const points = await rowsOf(
      ...one,
      ...['--table', 'series', '--filter', 'series = "equity_curve"'],
    );
    const returns = await rowsOf(...one, '--table', 'returns');
    const prices = await rowsOf(path, 'ohlcv/ohlcv_default', '--table', 'prices');

    expect(points.map(({ value }) => value)).toEqual(equity.value);
    expect(returns.map(({ trades }) => trades)).toEqual(bins.map(({ count }) => count));
    expect(prices.length).toBeGreaterThan(10);
    expect(prices[0]).toMatchObject({ key: 'BTC/EUR@1d', open: expect.any(Number) });
  });

  it('gives the significance tests of a run, and what they were worked out from', async () => {
    const path = folder.at('tested');
    cpSync(join(fixturesFolder, 'interop/v2/perm'), path, { recursive: true });
    await runCommand('strata', ['index', path, '--quiet']);
    const words = [path, 'perm_000', '--filter', 'metric = "sharpe_ratio"'];

    const [test, ...others] = await rowsOf(...words, '--table', 'tests');
    const permutations = await rowsOf(...words, '--table', 'permutations');

    expect(others).toEqual([]);
    expect(permutations).toHaveLength(test!.permutations as number);
    const asGood = permutations.filter(({ value }) => (value as number) >= (test!.real as number));
    expect(test!.p_value).toBeCloseTo(asGood.length / permutations.length, 12);
  });

  it.each([
    [['event_000', '--table', 'profits'], 2, 'one of trades, orders'],
    [['event_000', '--columns', 'gain'], 2, 'trades has no column gain: trade_no'],
    [['event_000', '--filter', 'gain > 0'], 2, 'gain'],
    [['event_000', '--run', '7'], 1, 'no run 7'],
    [['event_009'], 1, 'event_009'],
  ])('refuses %j', async (words, exit, why) => {
    const { code, stdout, stderr } = await runCommand('strata', [
      'rows',
      await aFolder(),
      ...words,
    ]);

    expect(stdout).toBe('');
    expect(stderr).toContain(why);
    expect(code).toBe(exit);
  });
});
