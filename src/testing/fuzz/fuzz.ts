import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export interface FuzzReport {
  tried: number;
  /** Inputs that reached something new. */
  kept: number;
  /** Pieces of code that were reached, in all and by the seeds alone. */
  pieces: number;
  piecesOfSeeds: number;
  /** Inputs, base64, that ended otherwise than with a value or a typed error. */
  odd: string[];
  /** Seconds of processor time of the slowest input. */
  slowest: number;
  megabytes: number;
}

/** Nothing heard for so long means that the input in hand hangs. */
const silence = 120_000;

export function fuzz(target: string, count: number, seed: number): Promise<FuzzReport> {
  return new Promise((resolve, reject) => {
    const entry = fileURLToPath(new URL('./fuzz-process.ts', import.meta.url));
    const child = fork(entry, [target, String(count), String(seed)]);
    const fail = (why: string) => {
      child.kill('SIGKILL');
      reject(new Error(`${target}, seed ${seed}: ${why}`));
    };
    let watch = setTimeout(() => fail('an input hangs'), silence);
    child.on('message', (message: number | FuzzReport) => {
      clearTimeout(watch);
      if (typeof message !== 'number') return resolve(message);
      watch = setTimeout(() => fail(`input ${message} hangs`), silence);
    });
    child.on('exit', (code, signal) => {
      clearTimeout(watch);
      if (code !== 0) fail(`it ended the process: ${signal ?? code}`);
    });
  });
}
