import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../interop/strata-cli.ts';
import { type Figures, repeat } from './figures.ts';
import { measureProcess } from './measure-process.ts';
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
/** The size of a small sweep; the reference's own timings are of one. */
const HUNDRED = 100;
const MEGABYTE = 1024 * 1024;

/** Whole processes: what somebody at a prompt waits for. */
export async function measureCommands(setting: CommandSetting): Promise<Figures[]> {
  const all: Figures[] = [];
  for (const sweep of setting.sweeps) {
    all.push(...(await measureIndexing(sweep, sweep.bundles.length, setting)));
  }
  all.push(...(await measureIndexing(setting.sweeps.at(-1) as Sweep, HUNDRED, setting)));
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

  const peaks: number[] = [];
  const referencePeaks: number[] = [];
  const first: Figures = {
    name: `index, first time, ${what}`,
    unit: 'ms',
    ours: await repeat(times, async () => {
      removeIndex(join(workFolder, 'ours.sqlite'));
      const { milliseconds, peakBytes } = await runOurs(...ours);
      if (peakBytes !== null) peaks.push(peakBytes / MEGABYTE);
      return milliseconds;
    }),
    reference:
      reference === null
        ? null
        : await repeat(Math.min(times, 3), async () => {
            removeIndex(join(workFolder, 'theirs.sqlite'));
            const { milliseconds, peakBytes } = await measureProcess(reference, theirs);
            if (peakBytes !== null) referencePeaks.push(peakBytes / MEGABYTE);
            return milliseconds;
          }),
  };
  const again: Figures = {
    name: `index again, nothing changed, ${what}`,
    unit: 'ms',
    ours: await repeat(times, async () => (await runOurs(...ours)).milliseconds),
    reference:
      reference === null
        ? null
        : await repeat(
            Math.min(times, 3),
            async () => (await measureProcess(reference, theirs)).milliseconds,
          ),
  };
  const memory: Figures = {
    name: `memory of indexing, ${what}`,
    unit: 'MB',
    ours: peaks,
    reference: reference === null ? null : referencePeaks,
  };
  rmSync(folder, { recursive: true });
  return [first, again, memory];
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
