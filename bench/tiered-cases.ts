import { cpSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { openArchive } from '#main/operations/open-archive.ts';
import { readRunRows } from '#main/store/tiered/read-backtest.ts';
import { projectFolder } from '../interop/strata-cli.ts';
import type { CommandSetting } from './command-cases.ts';
import { makeDistinct } from './distinct-bundles.ts';
import { alternate, type Figures } from './figures.ts';
import { makeLongRun } from './long-run.ts';
import { measureProcess } from './measure-process.ts';
import type { Sweep } from './sweep-folders.ts';

const strata = join(projectFolder, 'bin', 'strata.mjs');
const MEGABYTE = 1024 * 1024;
/** A run of 500 days with an hourly snapshot. */
const POINTS = 12_000;
/** Often enough that the median says something at some milliseconds each. */
const TIMES = 50;

/** Migrating with payload proof, beside the reference's own migration; memory as an archive grows; reading a run. */
export async function measureTiered(setting: CommandSetting, bundles: number): Promise<Figures[]> {
  const { sweeps, workFolder } = setting;
  const all: Figures[] = [];
  for (const sweep of sweeps) all.push(await measureMigration(sweep, setting));
  const sweep = sweeps.at(-1) as Sweep;
  const source = join(workFolder, 'distinct');
  const archive = join(workFolder, 'tiered');
  makeDistinct(sweep, source, bundles);
  const many = await migrateOurs(source, archive);
  const what = `${bundles.toLocaleString('en-US')} bundles`;
  all.push({
    name: `migrate-store, ${what}, a bundle`,
    unit: 'ms',
    ours: [many.milliseconds / bundles],
    reference: null,
  });
  all.push({
    name: `memory of migrating, ${what}`,
    unit: 'MB',
    ours: many.peakBytes === null ? [] : [many.peakBytes / MEGABYTE],
    reference: null,
  });
  const long = join(workFolder, 'long_run.iafbt');
  makeLongRun(join(sweep.folder, sweep.bundles[0] as string), long, POINTS);
  await measureProcess(process.execPath, [strata, 'import', archive, long, '--quiet']);
  all.push(await measureReading(archive, what));
  return all;
}

async function measureMigration(
  sweep: Sweep,
  { reference, workFolder, times }: CommandSetting,
): Promise<Figures> {
  const count = sweep.bundles.length;
  const target = join(workFolder, 'migrated');
  const perBundle = async (work: Promise<{ milliseconds: number }>) =>
    (await work).milliseconds / count;
  const figures = await alternate(
    Math.min(times, 3),
    () => perBundle(migrateOurs(sweep.folder, target)),
    reference === null
      ? null
      : () =>
          perBundle(
            migrateTheirs(reference, sweep.folder, join(workFolder, `theirs ${sweep.name}`)),
          ),
  );
  return {
    name: `migrate-store, ${count} bundles of ${sweep.name}, a bundle`,
    unit: 'ms',
    ...figures,
  };
}

function migrateOurs(source: string, target: string) {
  rmSync(target, { recursive: true, force: true });
  const kinds = ['--from', 'local-dir', '--to', 'local-tiered'];
  return measureProcess(process.execPath, [
    strata,
    'migrate-store',
    ...kinds,
    source,
    target,
    '--quiet',
  ]);
}

/** Of a copy: what it may write beside its source is not to lie beside the originals. */
function migrateTheirs(reference: string, source: string, target: string) {
  rmSync(target, { recursive: true, force: true });
  const copy = `${target}-source`;
  if (!existsSync(copy)) cpSync(source, copy, { recursive: true });
  const kinds = ['--from', 'local-dir', '--to', 'local-tiered'];
  return measureProcess(reference, ['migrate-store', ...kinds, '--src', copy, '--dst', target]);
}

/** Every time another reader, as when a run is opened in a window that has just been started. */
async function measureReading(root: string, what: string): Promise<Figures> {
  const ours: number[] = [];
  let points = 0;
  for (let time = 0; time < TIMES; time += 1) {
    const archive = await openArchive(root);
    const id = archive.index.db
      .prepare<[], string>(`SELECT bundle_id FROM backtests WHERE algorithm_id = 'long_run'`)
      .pluck()
      .get() as string;
    const startedAt = performance.now();
    const { stored, source } = await archive.tiers!().backtest(id);
    const equity = await readRunRows(
      stored,
      0,
      'portfolio_snapshots',
      ['ts', 'total_value'],
      source,
    );
    await readRunRows(stored, 0, 'trades', null, source);
    await readRunRows(stored, 0, 'orders', null, source);
    ours.push(performance.now() - startedAt);
    points = equity.rows;
    archive.close();
  }
  const rows = points.toLocaleString('en-US');
  return {
    name: `equity of ${rows} points, trades and orders of a run from the tiers, ${what}`,
    unit: 'ms',
    ours,
    reference: null,
  };
}
