import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** What a process holds at one moment, after its garbage was collected. */
export interface Held {
  /** File descriptors. */
  files: number;
  /** Resident memory, MiB. */
  megabytes: number;
  /** The log of the index, MiB. */
  logMegabytes: number;
}

export interface SoakReport {
  done: number;
  /** From the first twelfth of the work to the last. */
  held: Held[];
  damaged: string[];
}

export interface SoakOrder {
  home: string;
  /** Backtests in the archive. */
  runs: number;
  /** At least so many operations, for at least so many seconds. */
  operations: number;
  seconds: number;
  seed: number;
}

export async function soak(order: SoakOrder): Promise<SoakReport> {
  const { home, runs, operations, seconds, seed } = order;
  const entry = fileURLToPath(new URL('./soak-process.ts', import.meta.url));
  const args = ['--expose-gc', entry, home, ...[runs, operations, seconds, seed].map(String)];
  const { stdout } = await promisify(execFile)(process.execPath, args, {
    maxBuffer: 64 * 1024 ** 2,
  });
  return JSON.parse(stdout) as SoakReport;
}
