import { execFile } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const commandName = 'investing-algorithm-framework';

/** The version whose index ours must equal; another one may have another table. */
export const referenceVersion = '8.10.0';

/**
 * The reference framework's own command: what `STRATA_REFERENCE_CLI` names, else what the PATH has.
 * Null, with the reason printed, where there is none: these suites are then skipped.
 */
export function findReferenceCli(): string | null {
  const named = process.env.STRATA_REFERENCE_CLI;
  const found = named ?? foldersOfPath().find(isExecutable) ?? null;
  if (found !== null && isExecutable(found)) return found;
  console.warn(
    named === undefined
      ? `skipped: no ${commandName} ${referenceVersion} on the PATH (name it with STRATA_REFERENCE_CLI)`
      : `skipped: STRATA_REFERENCE_CLI names no program: ${named}`,
  );
  return null;
}

/** What the reference prints. It writes its log to stderr and exits 0 even when bundles fail. */
export async function runReference(cli: string, ...args: string[]): Promise<string> {
  const { stdout } = await run(cli, args, { maxBuffer: 1 << 28 });
  return stdout;
}

function foldersOfPath(): string[] {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => join(folder, commandName));
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
