import type { CellValue } from '#contract/column.ts';
import { seriesNames } from '#contract/operations.ts';
import { isRunTable, type RunListName, runLists } from '#contract/run-lists.ts';
import type { SignificanceTest } from '#contract/run-page.ts';
import { findBacktest } from '../store/index/find-backtest.ts';
import { openRowTable, type RowCell, type RowTable } from '../store/run-rows/row-table.ts';
import type { Archive } from './archive.ts';
import type { OpenRun } from './open-run.ts';
import { priceFilesOf } from './price-files.ts';
import { readCandles } from './read-candles.ts';
import { readRunSeries } from './read-series.ts';
import { significanceTests } from './significance-tests.ts';
import { tradeReturns } from './trade-returns.ts';

/** Buckets of the distribution of trade returns, at most; the chart of the window has as many. */
export const RETURN_BINS = 30;

/** A list inside of a run as a table that is filtered and sorted; series and prices whole, nothing thinned. */
export async function openRunList(
  archive: Archive,
  run: OpenRun,
  name: RunListName,
): Promise<RowTable> {
  if (isRunTable(name)) return run.table(name);
  return openRowTable(runLists[name], await rowsOf[name](archive, run));
}

/** The runs of backtests, or of each the one at a position, which may not be there. Throws `not-found`. */
export function runsNamed(
  archive: Archive,
  names: readonly string[],
  position: number | null,
): { handle: string; run: number }[] {
  return names.flatMap((name) => {
    const { handle, runs } = findBacktest(archive.index, name);
    return position === null
      ? runs.map(({ run }) => ({ handle, run }))
      : [{ handle, run: position }];
  });
}

const rowsOf = {
  async series(archive: Archive, run: OpenRun): Promise<RowCell[][]> {
    const query = { id: run.found.handle, run: run.run, series: seriesNames, points: 0 };
    const series = await readRunSeries(archive, query);
    return series.flatMap(({ time, value }, place) =>
      time.map((at, point): RowCell[] => [seriesNames[place]!, at, value[point] ?? null]),
    );
  },
  async returns(_archive: Archive, run: OpenRun): Promise<RowCell[][]> {
    const { bins } = await tradeReturns(run, RETURN_BINS);
    return bins.map(({ from, to, count }) => [from, to, count]);
  },
  async prices(archive: Archive, run: OpenRun): Promise<RowCell[][]> {
    const rows: RowCell[][] = [];
    for (const { key, missing } of await priceFilesOf(archive, run)) {
      if (missing === null) rows.push(...(await barsOf(archive, run, key)));
    }
    return rows;
  },
  async tests(archive: Archive, run: OpenRun): Promise<RowCell[][]> {
    return (await testsOf(archive, run)).flatMap(({ permutations, metrics }) =>
      metrics.map(({ metric, real, pValue }): RowCell[] => [
        metric,
        numberOf(real),
        pValue,
        permutations,
      ]),
    );
  },
  async permutations(archive: Archive, run: OpenRun): Promise<RowCell[][]> {
    return (await testsOf(archive, run)).flatMap(({ metrics }) =>
      metrics.flatMap(({ metric, permuted }) =>
        permuted.map((value, place): RowCell[] => [metric, place + 1, value]),
      ),
    );
  },
};

function numberOf(value: CellValue): number | null {
  if (value === 'inf') return Number.POSITIVE_INFINITY;
  return value === '-inf' ? Number.NEGATIVE_INFINITY : typeof value === 'number' ? value : null;
}

/** The tests of a backtest that are of this run: those that name its study, engine and window, or none. */
async function testsOf(archive: Archive, { found, values }: OpenRun): Promise<SignificanceTest[]> {
  const isOf = (named: string | null, own: unknown) => named === null || named === own;
  const tests = await significanceTests(archive, found.handle);
  return tests.filter(
    ({ study, engine, window }) =>
      isOf(study, values.study_name) && isOf(engine, values.engine) && isOf(window, values.window),
  );
}

/** The bars of the run's own window. */
async function barsOf(archive: Archive, run: OpenRun, key: string): Promise<RowCell[][]> {
  const { start, end } = run.values;
  const { time, open, high, low, close, volume } = await readCandles(archive, run, {
    key,
    symbol: '',
    from: typeof start === 'number' ? start : null,
    to: typeof end === 'number' ? end : null,
    candles: Number.MAX_SAFE_INTEGER,
  });
  return time.map((at, bar): RowCell[] => [
    key,
    at,
    open[bar]!,
    high[bar]!,
    low[bar]!,
    close[bar]!,
    volume[bar] ?? null,
  ]);
}
