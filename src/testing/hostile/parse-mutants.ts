import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export interface ParseReport {
  tried: number;
  read: number;
  /** By code. */
  refused: Record<string, number>;
  /** Whatever was thrown that is no typed error. */
  odd: string[];
  /** Seconds of processor time of the slowest file. */
  slowest: number;
  /** The most memory the process had, MiB. */
  megabytes: number;
}

/** So long nothing may be heard of a child before it is given up: a busy machine is slow, not silent. */
const silence = 120_000;

/** Bundles, and the Parquet of their series, of side stores, of archives. */
export type MutantKind = 'bundle' | 'parquet' | 'prices' | 'dataset';

/** Reads mutated files of some numbers in a process that is killed where it hangs or ends. */
export function parseMutants(kind: MutantKind, from: number, to: number): Promise<ParseReport> {
  return new Promise((resolve, reject) => {
    const entry = fileURLToPath(new URL('./parsing-process.ts', import.meta.url));
    const child = fork(entry, [kind, String(from), String(to)], {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    let [inHand, stderr] = [from, ''];
    const fail = (why: string) => {
      child.kill('SIGKILL');
      reject(new Error(`${kind} ${inHand}: ${why}\n${stderr}`));
    };
    let watch = setTimeout(() => fail('it hangs'), silence);
    child.stderr!.on('data', (part) => {
      stderr += part;
    });
    child.on('message', (message: number | ParseReport) => {
      clearTimeout(watch);
      if (typeof message !== 'number') return resolve(message);
      inHand = message;
      watch = setTimeout(() => fail('it hangs'), silence);
    });
    child.on('exit', (code, signal) => {
      clearTimeout(watch);
      if (code !== 0) fail(`it ended the process: ${signal ?? code}`);
    });
  });
}
