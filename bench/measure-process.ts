import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

export interface ProcessFigures {
  milliseconds: number;
  /** The most memory the process held at once, its threads included; null where the system does not tell. */
  peakBytes: number | null;
  /** Processor time of all its threads, user and system: hardly depends on what else the machine does. */
  processorMilliseconds: number | null;
}

/** One tick of the kernel's clock, ms. */
const TICK = 10;
/** Every 10 ms: the mark only rises, so the last look before the end is at most that old. */
const LOOK_EVERY = 10;

/** A whole process, from its start to its end, as a user waits for it. Throws when its exit code is none of those accepted. */
export async function measureProcess(
  command: string,
  args: string[],
  accepted: readonly number[] = [0],
): Promise<ProcessFigures> {
  const processorBefore = processorTimeOfChildren();
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
  if (status === null || !accepted.includes(status))
    throw new Error(`${command} ${args.join(' ')} ended with ${status}\n${complaint}`);
  const processorAfter = processorTimeOfChildren();
  const processorMilliseconds =
    processorBefore === null || processorAfter === null ? null : processorAfter - processorBefore;
  return { milliseconds, peakBytes, processorMilliseconds };
}

/** Of all children that have ended, in steps of the kernel's clock, 10 ms; see proc_pid_stat(5), cutime and cstime. */
function processorTimeOfChildren(): number | null {
  if (process.platform !== 'linux') return null;
  const stat = readFileSync('/proc/self/stat', 'utf8');
  // The second field, the name in brackets, may hold blanks: the third comes after the last bracket.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [user, system] = [Number(fields[13]), Number(fields[14])];
  return (user + system) * TICK;
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
