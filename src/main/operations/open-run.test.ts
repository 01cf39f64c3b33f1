import { copyFile, mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runTableNames, runTables } from '#contract/run-tables.ts';
import { demoFolder } from '#testing/demo-bundles.ts';
import { fixturesFolder } from '#testing/interop-fixtures.ts';
import { temporaryFolder } from '#testing/temporary-folder.ts';
import { tieredArchiveOf } from '#testing/tiered-archive.ts';
import type { Archive } from './archive.ts';
import { indexFolder } from './index-folder.ts';
import { listRows } from './list-rows.ts';
import { openArchive } from './open-archive.ts';
import { openRun } from './open-run.ts';
import { createTask } from './task-context.ts';

const folder = temporaryFolder();
const interop = (...names: string[]) => names.map((name) => join(fixturesFolder, 'interop', name));
const demo = (...names: string[]) => names.map((name) => join(demoFolder, name));

async function plainArchive(bundles: string): Promise<Archive> {
  const indexFile = folder.at('bundles.sqlite');
  await indexFolder({ folder: bundles, indexFile, threads: 1 }, createTask().task);
  return openArchive(indexFile);
}

function runsOf(archive: Archive) {
  const asked = { rows: 'runs' as const, filter: '', quick: '', sort: [] };
  const columns = ['number_of_trades'];
  return listRows(archive, { ...asked, columns, offset: 0, limit: 40 }).rows;
}

describe('the tables of a run', () => {
  it.each([
    ['v2', demo('sweep_b/sweep_b_00000.iafbt')],
    ['event runs with stop losses', demo('event/event_000.iafbt', 'event/event_006.iafbt')],
    ['v1', demo('v1old/v1old_000.iafbt')],
    ['v5 with studies', demo('obtf/obtf_000.obtf')],
    ['v3', interop('v3/dual_engine.iafbt', 'v3/multi_universe.iafbt')],
    ['v4', interop('v4/event_only.iafbt', 'v4/unknown_keys.iafbt')],
    [
      'odd documents',
      interop(
        ...['date_forms', 'full_fields', 'bad_trade_status', 'ints_for_floats', 'odd_typed_metrics']
          .concat('extreme_numbers', 'recorded_values_positions', 'run_empty_lists')
          .map((name) => `v2/edge/${name}.iafbt`),
      ),
    ],
  ])('of %s are the same from the bundle and from the tiers', async (_what, files) => {
    await mkdir(folder.at('bundles'));
    for (const file of files) await copyFile(file, folder.at('bundles', basename(file)));
    const plain = await plainArchive(folder.at('bundles'));
    const tiered = await openArchive(
      await tieredArchiveOf(folder.at('tiered'), folder.at('bundles')),
    );
    let rows = 0;
    for (const { handle, run } of runsOf(plain)) {
      const here = openRun(plain, { id: handle, run: run! });
      const there = openRun(tiered, { id: handle, run: run! });
      for (const name of runTableNames) {
        const columns = runTables[name].map(({ key }) => key);
        const query = { filter: '', quick: '', sort: [], columns, offset: 0, limit: 10_000 };
        const expected = (await here.table(name)).query(query);
        expect((await there.table(name)).query(query)).toEqual(expected);
        rows += expected.total;
      }
    }
    expect(rows).toBeGreaterThan(10);
    plain.close();
    tiered.close();
  });

  it('hold what the run says it has', async () => {
    const archive = await plainArchive(join(demoFolder, 'event'));
    for (const { handle, run, cells } of runsOf(archive)) {
      const trades = await openRun(archive, { id: handle, run: run! }).table('trades');
      expect(trades.count).toBe(cells[0]);
    }
    archive.close();
  });

  it('say why a trade was closed, and what protected it', async () => {
    const archive = await plainArchive(join(demoFolder, 'event'));
    const run = openRun(archive, { id: 'event_000', run: 0 });
    const ask = { quick: '', sort: [], offset: 0, limit: 100 };
    const trades = (await run.table('trades')).query({
      ...ask,
      filter: "exit_reason = 'stop_loss'",
      columns: ['trade_no', 'close_price', 'trade_return'],
    });
    const exits = (await run.table('exits')).query({
      ...ask,
      filter: "kind = 'stop loss' and state = 'triggered'",
      columns: ['trade_no', 'price'],
    });

    expect(trades.total).toBeGreaterThan(0);
    expect(exits.rows.map(({ cells }) => cells[0])).toEqual(
      trades.rows.map(({ cells }) => cells[0]),
    );
    for (const { cells } of trades.rows) expect(cells[2]).toBeLessThan(0);
    archive.close();
  });

  it('are not found of a run that is not there', async () => {
    const archive = await plainArchive(join(demoFolder, 'event'));
    expect(() => openRun(archive, { id: 'event_000', run: 99 })).toThrow(
      expect.objectContaining({ code: 'not-found' }),
    );
    archive.close();
  });
});
