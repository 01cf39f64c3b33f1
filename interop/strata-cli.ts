import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const projectFolder = dirname(dirname(fileURLToPath(import.meta.url)));
const binary = join(projectFolder, 'bin', 'strata.mjs');

export interface CliResult {
  status: number | null;
  stdout: string;
  stderr: string;
}

/** The command as a user runs it from a checkout: the built code in a process of its own. */
export function runStrata(...args: string[]): CliResult {
  const { status, stdout, stderr } = spawnSync(process.execPath, [binary, ...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  return { status, stdout, stderr };
}
