import type { ArchiveId, Engine } from '#contract/operations.ts';
import type { Archive } from './archive.ts';
import { readCandles } from './read-candles.ts';
import { readRunSeries } from './read-series.ts';
import { createRecentRuns } from './recent-runs.ts';
import { showRun } from './show-run.ts';
import { significanceTests } from './significance-tests.ts';
import { tradeReturns } from './trade-returns.ts';

type RunOperations = Pick<
  Engine,
  | 'readRunSeries'
  | 'showRun'
  | 'queryRunRows'
  | 'locateRunRow'
  | 'tradeReturns'
  | 'readCandles'
  | 'significanceTests'
>;

/** What the page of one run asks. */
export function runOperations(get: (archive: ArchiveId) => Promise<Archive>): RunOperations {
  const runs = createRecentRuns();
  return {
    async readRunSeries({ archive, ...query }) {
      return { series: await readRunSeries(await get(archive), query) };
    },
    async showRun({ archive: id, ...ref }) {
      const archive = await get(id);
      return showRun(archive, runs.get(archive, ref));
    },
    async queryRunRows({ archive, table, ...query }) {
      return (await runs.get(await get(archive), query).table(table)).query(query);
    },
    async locateRunRow({ archive, table, no, ...query }) {
      const rows = await runs.get(await get(archive), query).table(table);
      return { index: rows.locate(query, no) };
    },
    async tradeReturns({ archive, bins, ...ref }) {
      return tradeReturns(runs.get(await get(archive), ref), bins);
    },
    async readCandles({ archive: id, ...query }) {
      const archive = await get(id);
      return readCandles(archive, runs.get(archive, query), query);
    },
    async significanceTests({ archive, id }) {
      return { tests: await significanceTests(await get(archive), id) };
    },
  };
}
