import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import type { CommandRun } from './run-command.ts';

const projectFolder = join(import.meta.dirname, '..', '..');

export interface SpawnedCommand {
  child: ChildProcess;
  ended: Promise<CommandRun>;
}

/** The program as a user starts it, in a process of its own, from its sources. `code` is -1 for a signal. */
export function spawnCommand(
  program: 'strata' | 'iaf',
  args: readonly string[],
  env: Record<string, string> = {},
  stdin: 'ignore' | 'pipe' = 'ignore',
): SpawnedCommand {
  const binary = join(projectFolder, 'bin', `${program}.mjs`);
  const child = spawn(process.execPath, [binary, ...args], {
    env: { ...process.env, STRATA_FROM_SOURCE: '1', ...env },
    stdio: [stdin, 'pipe', 'pipe'],
  });
  const run: CommandRun = { code: -1, stdout: '', stderr: '' };
  child.stdout!.on('data', (part) => {
    run.stdout += part;
  });
  child.stderr!.on('data', (part) => {
    run.stderr += part;
  });
  const ended = new Promise<CommandRun>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ ...run, code: code ?? -1 }));
  });
  return { child, ended };
}
