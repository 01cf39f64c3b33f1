import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { faultVariable } from './fault-plan.ts';

export interface ProcessEnd {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

const entryOf = (name: string) => fileURLToPath(new URL(`${name}.ts`, import.meta.url));

/** Runs a module of this folder in a process whose steps to the disk are counted. `before`: a program to run it under. */
export async function runFaultProcess(
  name: string,
  args: readonly string[],
  { fault = 'none', before = [] }: { fault?: string; before?: readonly string[] } = {},
): Promise<ProcessEnd> {
  const node = [process.execPath, '--import', entryOf('disk-faults'), entryOf(name), ...args];
  const [program, ...rest] = [...before, ...node];
  const child = spawn(program!, rest, {
    env: {
      ...process.env,
      [faultVariable]: fault,
      UV_USE_IO_URING: '0',
      NODE_COMPILE_CACHE: join(tmpdir(), 'strata-compiled'),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const end: ProcessEnd = { code: null, signal: null, stdout: '', stderr: '' };
  child.stdout.on('data', (part) => {
    end.stdout += part;
  });
  child.stderr.on('data', (part) => {
    end.stderr += part;
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ ...end, code, signal }));
  });
}
