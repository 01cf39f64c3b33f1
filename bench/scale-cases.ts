import { join } from 'node:path';
import { measureMigrated } from '#main/operations/migrate-store.ts';
import { openArchive } from '#main/operations/open-archive.ts';
import { readRunRows } from '#main/store/tiered/read-backtest.ts';
import { projectFolder } from '../interop/strata-cli.ts';
import type { CommandSetting } from './command-cases.ts';
import type { Figures } from './figures.ts';
import { makeLongRun } from './long-run.ts';
import { measureProcess, type ProcessFigures } from './measure-process.ts';
import { makeScaleBundles } from './scale-bundles.ts';
import type { Sweep } from './sweep-folders.ts';

const strata = join(projectFolder, 'bin', 'strata.mjs');
const MEGABYTE = 1024 * 1024;
/** A run of 500 days with an hourly snapshot. */
const POINTS = 12_000;
/** Often enough that the median says something at some milliseconds each. */
const TIMES = 50;
/** Imports of one bundle each, so that there is something to compact. */
const SMALL_IMPORTS = 24;

/** A year of sweeps in one tiered archive: what it takes to make, and what everything takes once it is there. */
export async function measureScale(
  { sweeps, workFolder, times }: CommandSetting,
  bundles: number,
): Promise<Figures[]> {
  const source = join(workFolder, 'many-distinct');
  const archive = join(workFolder, 'scale');
  makeScaleBundles(source, bundles);
  const what = `${bundles.toLocaleString('en-US')} bundles`;
  const kinds = ['--from', 'local-dir', '--to', 'local-tiered'];
  const migrate = () => run('migrate-store', ...kinds, source, archive);
  const made = await migrate();
  const { ratio, sourceBytes, archiveBytes, indexBytes } = await measureMigrated(archive);
  const sweep = sweeps.at(-1) as Sweep;
  const long = join(workFolder, 'long_run.iafbt');
  makeLongRun(join(sweep.folder, sweep.bundles[0] as string), long, POINTS);
  await run('import', archive, long);
  const line = (name: string, ours: readonly ProcessFigures[]): Figures[] => [
    { name, unit: 'ms', ours: ours.map((one) => one.milliseconds), reference: null },
    { name: 'memory of it', unit: 'MB', ours: peaks(ours), reference: null },
  ];
  const often = async (...args: string[]) => {
    const all: ProcessFigures[] = [];
    for (let time = 0; time < times; time += 1) all.push(await run(...args));
    return all;
  };
  return [
    ...line(`migrate-store, ${what}`, [made]),
    {
      name: `archive of ${what}, share of them`,
      unit: '%',
      ours: [100 * (ratio ?? 1)],
      reference: null,
      note: `${megabytes(sourceBytes)} became ${megabytes(archiveBytes)}; the index besides, ${megabytes(indexBytes)}`,
    },
    ...line(`migrate-store again, nothing new, ${what}`, [await migrate()]),
    ...line(`verify, ${what}`, await often('verify', archive)),
    ...line(
      `list --sort sharpe --limit 20, ${what}`,
      await often('list', archive, '--sort', 'sharpe', '--limit', '20'),
    ),
    ...line(`show one of ${what}`, await often('show', archive, 'sweep_00/run_00042')),
    ...(await measureReading(archive, what)),
    ...line(
      `sql over every snapshot of ${what}`,
      await often('sql', archive, 'SELECT count(*), max(total_value) FROM portfolio_snapshots'),
    ),
    ...line(`import of one bundle more, ${what}`, await importSingly(archive, workFolder)),
    ...line(`compact after ${SMALL_IMPORTS} of these, ${what}`, [await run('compact', archive)]),
    ...line(`gc --now after it, ${what}`, [await run('gc', archive, '--now', '--i-know')]),
  ];
}

function run(...args: string[]): Promise<ProcessFigures> {
  return measureProcess(process.execPath, [strata, ...args]);
}

function peaks(runs: readonly ProcessFigures[]): number[] {
  return runs.flatMap(({ peakBytes }) => (peakBytes === null ? [] : [peakBytes / MEGABYTE]));
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(0)} MB`;
}

async function importSingly(archive: string, workFolder: string): Promise<ProcessFigures[]> {
  const singles = join(workFolder, 'singles');
  makeScaleBundles(singles, SMALL_IMPORTS, { first: 90_000 });
  const all: ProcessFigures[] = [];
  for (let no = 0; no < SMALL_IMPORTS; no += 1) {
    const bundle = join(singles, 'sweep_180', `run_${90_000 + no}.iafbt`);
    all.push(await run('import', archive, bundle));
  }
  return all;
}

/** A long run in a batch of its own, and runs amid a hundred others, each for the first time. */
async function measureReading(root: string, what: string): Promise<Figures[]> {
  const named = async (sql: string) => {
    const archive = await openArchive(root);
    const ids = archive.index.db.prepare<[], string>(sql).pluck().all();
    archive.close();
    return ids;
  };
  const [long] = await named(`SELECT bundle_id FROM backtests WHERE algorithm_id = 'long_run'`);
  const all = await named('SELECT bundle_id FROM backtests ORDER BY bundle_id');
  const spread = Array.from(
    { length: TIMES },
    (_, no) => all[no * Math.floor(all.length / TIMES)]!,
  );
  return [
    await measureRuns(root, what, new Array<string>(TIMES).fill(long!)),
    await measureRuns(root, what, spread),
  ];
}

/** Every time another reader, as when a run is opened in a window that has just been started. */
async function measureRuns(root: string, what: string, ids: readonly string[]): Promise<Figures> {
  const ours: number[] = [];
  let points = 0;
  for (const id of ids) {
    const archive = await openArchive(root);
    const startedAt = performance.now();
    const { stored, source } = await archive.tiers!().backtest(id);
    const columns = ['ts', 'total_value'];
    const equity = await readRunRows(stored, 0, 'portfolio_snapshots', columns, source);
    await readRunRows(stored, 0, 'trades', null, source);
    await readRunRows(stored, 0, 'orders', null, source);
    ours.push(performance.now() - startedAt);
    points = Math.max(points, equity.rows);
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
