import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Where the app's own files lie. Found from this file, which is in `src` when run from source and in
 * `out` when built.
 */
export function appFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('the files of the app are not complete');
    folder = parent;
  }
  return folder;
}

export function demoFolder(): string {
  return join(appFolder(), 'resources', 'demo');
}

/** The built page. */
export function pageFolder(): string {
  return join(appFolder(), 'out', 'renderer');
}

export function readVersion(): string {
  return JSON.parse(readFileSync(join(appFolder(), 'package.json'), 'utf8')).version;
}

/** Recents, jobs and view states of this user, as each system has it; `STRATA_STATE` names another place. */
export function stateFolder(): string {
  const { STRATA_STATE, APPDATA, XDG_STATE_HOME } = process.env;
  if (STRATA_STATE) return STRATA_STATE;
  if (process.platform === 'win32' && APPDATA) return join(APPDATA, 'Strata', 'engine');
  if (process.platform === 'darwin') {
    return join(homedir(), 'Library', 'Application Support', 'Strata', 'engine');
  }
  return join(XDG_STATE_HOME || join(homedir(), '.local', 'state'), 'strata');
}
