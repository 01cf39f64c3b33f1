import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { measureMigrated } from '#main/operations/migrate-store.ts';
import { findPython } from '../interop/find-python.ts';
import { projectFolder } from '../interop/strata-cli.ts';
import { bytesBelow } from './bytes-below.ts';
import type { CommandSetting } from './command-cases.ts';
import type { Figures } from './figures.ts';
import { measureProcess, type ProcessFigures } from './measure-process.ts';
import type { Sweep } from './sweep-folders.ts';

const strata = join(projectFolder, 'bin', 'strata.mjs');
const corpus = join(projectFolder, '..', 'shared', 'corpus');
const MEGABYTE = 1024 * 1024;
/** The reference takes over a second for each: both migrate so many of a sweep, the very same ones. */
const COMPARED = 24;
/** Rounds, as a migration writes anew what it wrote before: there is nothing to warm up. */
const ROUNDS = 2;

/** What becomes of the same bundles in a tiered archive of ours and of the reference's: time, memory, size, way back. */
export async function measureTiered(setting: CommandSetting): Promise<Figures[]> {
  const all: Figures[] = [];
  for (const sweep of setting.sweeps) all.push(...(await measureSample(sweep, setting)));
  for (const [path, what] of sizedFolders) all.push(...(await measureSize(path, what, setting)));
  return [...all, ...(await measureWhole(setting.sweeps.at(-1) as Sweep, setting))];
}

/** Folders whose sizes the README quotes; those that are not beside the checkout are left out. */
const sizedFolders = [
  ['sweeps/sweep_a', 'sweep_a, walk-forward'],
  ['sweeps/sweep_b', 'sweep_b, single-window'],
  ['sweeps/obtf', '.obtf files'],
  ['interop', 'the interop corpus'],
] as const;

interface Places {
  source: string;
  ours: string;
  theirs: string;
}

async function measureSample(
  sweep: Sweep,
  { reference, workFolder, times }: CommandSetting,
): Promise<Figures[]> {
  const places = placesIn(join(workFolder, `sample of ${sweep.name}`));
  const sample = sweep.bundles.slice(0, COMPARED);
  for (const bundle of sample) cpSync(join(sweep.folder, bundle), join(places.source, bundle));
  const ours: Record<'there' | 'back', ProcessFigures[]> = { there: [], back: [] };
  const theirs: typeof ours = { there: [], back: [] };
  for (let round = 0; round < Math.min(times, ROUNDS); round += 1) {
    ours.there.push(await migrate(places.source, places.ours, 'there'));
    if (reference !== null)
      theirs.there.push(await migrateTheirs(reference, places.source, places.theirs, 'there'));
    ours.back.push(await migrate(places.ours, `${places.ours}-back`, 'back'));
    if (reference !== null)
      theirs.back.push(
        await migrateTheirs(reference, places.theirs, `${places.theirs}-back`, 'back'),
      );
  }
  const what = `${sample.length} bundles of ${sweep.name}`;
  const beside = (figures: number[]) => (reference === null ? null : figures);
  const each = (runs: readonly ProcessFigures[], time: 'milliseconds' | 'processorMilliseconds') =>
    runs.flatMap((run) => (run[time] === null ? [] : [run[time] / sample.length]));
  const line = (
    name: string,
    of: 'there' | 'back',
    time: 'milliseconds' | 'processorMilliseconds' = 'milliseconds',
  ): Figures => ({
    name,
    unit: 'ms',
    ours: each(ours[of], time),
    reference: beside(each(theirs[of], time)),
  });
  return [
    line(`migrate-store, ${what}, a bundle`, 'there'),
    line('processor time of it, a bundle', 'there', 'processorMilliseconds'),
    {
      name: 'memory of it',
      unit: 'MB',
      ours: peaks(ours.there),
      reference: beside(peaks(theirs.there)),
    },
    {
      name: `archive of ${what}, share of them`,
      unit: '%',
      ours: [100 * ((await measureMigrated(places.ours)).ratio ?? 1)],
      reference: beside(shareOf(places)),
      note: 'without SQLite files',
    },
    {
      ...line(`migrate-store back, ${what}, a bundle`, 'back'),
      note: 'ours makes each file again byte for byte; the reference copies it',
    },
  ];
}

/** Of the reference's archive: it keeps every bundle whole and adds files. */
function shareOf({ source, theirs }: Places): number[] {
  return existsSync(theirs) ? [100 * (bytesBelow(theirs) / bytesBelow(source))] : [];
}

function peaks(runs: readonly ProcessFigures[]): number[] {
  return runs.flatMap(({ peakBytes }) => (peakBytes === null ? [] : [peakBytes / MEGABYTE]));
}

async function measureSize(
  path: string,
  what: string,
  { workFolder }: CommandSetting,
): Promise<Figures[]> {
  const source = join(corpus, path);
  if (!existsSync(source)) return [];
  const target = join(workFolder, `sized ${what}`);
  // Of the interop corpus some are broken on purpose: they are listed, and the exit code says so.
  await migrate(source, target, 'there', [0, 3]);
  const { ratio } = await measureMigrated(target);
  rmSync(target, { recursive: true });
  return [
    {
      name: `archive of ${what}, share of the bundles and their prices`,
      unit: '%',
      ours: [100 * (ratio ?? 1)],
      reference: null,
      note: 'without SQLite files',
    },
  ];
}

/** A whole sweep: proofs, export, and one question over all of it, by SQL and by decoding every bundle. */
async function measureWhole(
  sweep: Sweep,
  { workFolder, reference }: CommandSetting,
): Promise<Figures[]> {
  const count = sweep.bundles.length;
  const what = `${count} bundles of ${sweep.name}`;
  const archive = join(workFolder, 'whole');
  const migrated = await migrate(sweep.folder, archive, 'there');
  const timed = async (name: string, args: string[], times = 1): Promise<Figures> => {
    const ours: number[] = [];
    for (let time = 0; time < times; time += 1)
      ours.push((await measureProcess(process.execPath, [strata, ...args])).milliseconds);
    return { name, unit: 'ms', ours, reference: null };
  };
  const out = join(workFolder, 'exported');
  const highest = 'SELECT run_id, max(total_value) FROM portfolio_snapshots GROUP BY run_id';
  const decoded = reference === null ? null : await decodeAll(reference, sweep.folder);
  return [
    {
      name: `migrate-store, ${what}, a bundle`,
      unit: 'ms',
      ours: [migrated.milliseconds / count],
      reference: null,
    },
    await timed(`verify, ${what}`, ['verify', archive], 3),
    await timed(`verify --full, ${what}`, ['verify', archive, '--full']),
    await timed(`export --all, ${what}`, ['export', archive, '--all', '--to', out, '--quiet']),
    {
      ...(await timed(`highest value of each run, ${what}`, ['sql', archive, highest], 3)),
      reference: decoded,
      note: 'strata sql over the tiers; the reference opens every bundle',
    },
  ];
}

/** The reference has no command for it: its own Python does what its users write. */
async function decodeAll(reference: string, folder: string): Promise<number[] | null> {
  process.env.STRATA_PYTHON ??= join(dirname(reference), 'python');
  const python = findPython('STRATA_PYTHON', ['investing_algorithm_framework']);
  if (python === null) return null;
  const script = join(projectFolder, 'bench', 'highest-values.py');
  return [(await measureProcess(python, [script, folder])).milliseconds];
}

function placesIn(folder: string): Places {
  const source = join(folder, 'source');
  mkdirSync(source, { recursive: true });
  return { source, ours: join(folder, 'ours'), theirs: join(folder, 'theirs') };
}

function migrate(
  source: string,
  target: string,
  way: 'there' | 'back',
  accepted: readonly number[] = [0],
) {
  rmSync(target, { recursive: true, force: true });
  const args = [strata, 'migrate-store', ...kinds[way], source, target, '--quiet'];
  return measureProcess(process.execPath, args, accepted);
}

function migrateTheirs(reference: string, source: string, target: string, way: 'there' | 'back') {
  rmSync(target, { recursive: true, force: true });
  const args = ['migrate-store', ...kinds[way], '--src', source, '--dst', target];
  return measureProcess(reference, args);
}

const kinds = {
  there: ['--from', 'local-dir', '--to', 'local-tiered'],
  back: ['--from', 'local-tiered', '--to', 'local-dir'],
};
