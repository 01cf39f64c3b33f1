import { join } from 'node:path';
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
      await measure(`list --sort sharpe --limit 20, ${what}`, query),
      await measure(`filter on two metrics and a parameter, ${what}`, {
        ...query,
        filter: 'sharpe > 0 and trades >= 5 and ema_fast between 5 and 12',
      }),
      await measure(`page at the end of the sorted table, ${what}`, {
        ...query,
        offset: backtests - 100,
        limit: 100,
      }),
    ];
  } finally {
    await close();
  }

  async function measure(name: string, query: RowQuery): Promise<Figures> {
    const ours: number[] = [];
    for (let time = 0; time <= TIMES; time += 1) {
      const { took } = await engine.queryRows(query);
      // The first one fills SQLite's cache.
      if (time > 0) ours.push(took);
    }
    return { name, unit: 'ms', ours, reference: null };
  }
}
