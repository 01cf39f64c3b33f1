import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../interop/strata-cli.ts';
import { alternate, type Figures, repeat } from './figures.ts';
import { measureProcess, type ProcessFigures } from './measure-process.ts';
import { multiplySweep, type Sweep } from './sweep-folders.ts';

export interface CommandSetting {
  sweeps: Sweep[];
  /** The reference's program, or null. */
  reference: string | null;
  /** An empty folder of ours. */
  workFolder: string;
  times: number;
}

const strata = join(projectFolder, 'bin', 'strata.mjs');
/** A year of sweeps. */
export const MANY = 12_500;
/** A sweep large enough that starting the process hardly counts, small enough for the reference. */
const HUNDREDS = 300;
const MEGABYTE = 1024 * 1024;

/** Whole processes: what somebody at a prompt waits for. */
export async function measureCommands(setting: CommandSetting): Promise<Figures[]> {
  const all: Figures[] = [];
  for (const sweep of setting.sweeps) {
    all.push(...(await measureIndexing(sweep, sweep.bundles.length, setting)));
  }
  all.push(...(await measureIndexing(setting.sweeps.at(-1) as Sweep, HUNDREDS, setting)));
  return all;
}

async function measureIndexing(
  sweep: Sweep,
  count: number,
  setting: CommandSetting,
): Promise<Figures[]> {
  const { reference, workFolder, times } = setting;
  const folder = join(workFolder, 'sweep');
  multiplySweep(sweep, folder, count);
  const isRepeated = count > sweep.bundles.length;
  const what = `${count} bundles of ${sweep.name}${isRepeated ? ', repeated' : ''}`;
  const ours = ['index', folder, '--output', join(workFolder, 'ours.sqlite')];
  const theirs = ['index', folder, '-o', join(workFolder, 'theirs.sqlite'), '--no-progress'];
  const runTheirs = (isFirst: boolean) => async () => {
    if (isFirst) removeIndex(join(workFolder, 'theirs.sqlite'));
    return measureProcess(reference as string, theirs);
  };
  const runOurIndex = (isFirst: boolean) => async () => {
    if (isFirst) removeIndex(join(workFolder, 'ours.sqlite'));
    return runOurs(...ours);
  };

  const first = await alternate(
    times,
    runOurIndex(true),
    reference === null ? null : runTheirs(true),
  );
  const again = await alternate(
    times,
    runOurIndex(false),
    reference === null ? null : runTheirs(false),
  );
  rmSync(folder, { recursive: true });
  return [
    figuresOf(`index, first time, ${what}`, 'ms', first, (run) => run.milliseconds),
    figuresOf(
      'processor time of it, user and system',
      'ms',
      first,
      (run) => run.processorMilliseconds,
    ),
    figuresOf('memory of it', 'MB', first, ({ peakBytes }) => peakBytes && peakBytes / MEGABYTE),
    figuresOf(`index again, nothing changed, ${what}`, 'ms', again, (run) => run.milliseconds),
  ];
}

function figuresOf(
  name: string,
  unit: Figures['unit'],
  { ours, reference }: { ours: ProcessFigures[]; reference: ProcessFigures[] | null },
  pick: (run: ProcessFigures) => number | null,
): Figures {
  const known = (runs: ProcessFigures[]) => runs.map(pick).filter((value) => value !== null);
  return { name, unit, ours: known(ours), reference: reference && known(reference) };
}

/** The folder of 12,500 bundles, and its index, are left in place for the cases inside the engine. */
export async function measureMany(setting: CommandSetting, folder: string): Promise<Figures[]> {
  const { sweeps, reference, times } = setting;
  multiplySweep(sweeps.at(-1) as Sweep, folder, MANY);
  const what = `${MANY.toLocaleString('en-US')} bundles`;
  const first = await runOurs('index', folder);
  const index = join(folder, 'index.sqlite');
  const onOurs =
    (...args: string[]) =>
    async () =>
      (await measureProcess(reference as string, args)).milliseconds;

  return [
    {
      name: `index, first time, ${what}`,
      unit: 'ms',
      ours: [first.milliseconds],
      reference: null,
      note: 'the reference would take a quarter of an hour',
    },
    {
      name: `memory of indexing, ${what}`,
      unit: 'MB',
      ours: first.peakBytes === null ? [] : [first.peakBytes / MEGABYTE],
      reference: null,
    },
    {
      name: `index again, nothing changed, ${what}`,
      unit: 'ms',
      ours: await repeat(times, async () => (await runOurs('index', folder)).milliseconds),
      reference:
        reference === null ? null : await repeat(3, onOurs('index', folder, '--no-progress')),
    },
    {
      name: `list --sort sharpe --limit 20, ${what}`,
      unit: 'ms',
      ours: await repeat(times, async () => {
        const args = ['list', index, '--sort', 'sharpe', '--limit', '20'];
        return (await runOurs(...args)).milliseconds;
      }),
      reference:
        reference === null
          ? null
          : await repeat(3, onOurs('list', index, '--sort', 'sharpe_ratio', '--limit', '20')),
      note: 'the reference reads our index',
    },
  ];
}

function runOurs(...args: string[]) {
  return measureProcess(process.execPath, [strata, ...args]);
}

function removeIndex(file: string): void {
  for (const suffix of ['', '-wal', '-shm', '.lock']) rmSync(file + suffix, { force: true });
}
