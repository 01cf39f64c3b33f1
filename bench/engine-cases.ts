import { join } from 'node:path';
import { summaryColumns } from '#contract/backtest-summary.ts';
import type { RowQuery } from '#contract/operations.ts';
import { createEngine } from '#main/operations/engine.ts';
import { projectFolder } from '../interop/strata-cli.ts';
import type { Figures } from './figures.ts';

/** Often enough that the median says something at a few milliseconds each. */
const TIMES = 50;

/** What the window waits for: queries inside a running engine, as the engine itself times them. */
export async function measureEngine(folder: string, workFolder: string): Promise<Figures[]> {
  const { engine, host, close } = createEngine({
    stateFolder: join(workFolder, 'state'),
    demoFolder: join(projectFolder, 'resources', 'demo'),
    roots: [],
    threads: 0,
  });
  try {
    const { archive, backtests } = await host.openPath({ path: folder });
    const what = `${backtests.toLocaleString('en-US')} rows, inside the engine`;
    const query: RowQuery = {
      archive,
      rows: 'backtests',
      filter: '',
      quick: '',
      sort: [{ column: 'sharpe', descending: true }],
      columns: ['handle', 'sharpe_ratio', 'total_net_gain_percentage', 'number_of_trades'],
      offset: 0,
      limit: 20,
    };
    return [
      await measure(`list --sort sharpe --limit 20, ${what}`, () => query),
      await measure(`the same, each time by another metric, ${what}`, (time) => ({
        ...query,
        sort: [
          { column: summaryColumns[time % summaryColumns.length]?.key ?? '', descending: true },
        ],
      })),
      await measure(`filter on two metrics and a parameter, ${what}`, (time) => ({
        ...query,
        // Another question every time: an answer that is still held would measure nothing.
        filter: `sharpe > ${-time / 100} and trades >= 5 and ema_fast between 5 and 12`,
      })),
    ];
  } finally {
    await close();
  }

  async function measure(name: string, ask: (time: number) => RowQuery): Promise<Figures> {
    const ours: number[] = [];
    for (let time = 0; time < TIMES; time += 1) {
      ours.push((await engine.queryRows(ask(time))).took);
    }
    return { name, unit: 'ms', ours, reference: null };
  }
}
