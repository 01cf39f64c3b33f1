import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

export interface ProcessFigures {
  milliseconds: number;
  /** The most memory the process held at once, its threads included; null where the system does not tell. */
  peakBytes: number | null;
}

/** Every 10 ms: the mark only rises, so the last look before the end is at most that old. */
const LOOK_EVERY = 10;

/** A whole process, from its start to its end, as a user waits for it. Throws when it fails. */
export async function measureProcess(command: string, args: string[]): Promise<ProcessFigures> {
  const startedAt = performance.now();
  const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let complaint = '';
  child.stderr.on('data', (chunk) => {
    complaint += chunk;
  });

  let peakBytes: number | null = null;
  const look = () => {
    peakBytes = highWaterMark(child.pid) ?? peakBytes;
  };
  const timer = setInterval(look, LOOK_EVERY);
  const status = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const milliseconds = performance.now() - startedAt;
  clearInterval(timer);
  if (status !== 0)
    throw new Error(`${command} ${args.join(' ')} ended with ${status}\n${complaint}`);
  return { milliseconds, peakBytes };
}

function highWaterMark(pid: number | undefined): number | null {
  if (process.platform !== 'linux' || pid === undefined) return null;
  try {
    const found = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return found === null ? null : Number(found[1]) * 1024;
  } catch {
    // It ended between two looks.
    return null;
  }
}
