import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { inProject, noteFile } from './project.mjs';
import { runNpm } from './run-command.mjs';
import { say } from './say.mjs';

/** Installs the packages of the lockfile where they are missing or of another lockfile. */
export async function ensureDependencies() {
  if (areInstalled()) return;
  say('installing the packages of package-lock.json (npm ci, once) ...');
  const code = await runNpm(['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  if (code !== 0) throw new Error('npm ci failed, see above; is the package registry reachable?');
  remember();
}

function areInstalled() {
  if (!existsSync(inProject('node_modules', '.package-lock.json'))) return false;
  if (readNote() === lockfileHash()) return true;
  if (!holdsLockedVersions()) return false;
  remember();
  return true;
}

/** True after a plain `npm ci` or `npm install` too, which leave no note of ours. */
function holdsLockedVersions() {
  const wanted = readPackages(inProject('package-lock.json'));
  const present = readPackages(inProject('node_modules', '.package-lock.json'));
  return Object.entries(wanted).every(
    ([path, entry]) =>
      path === '' ||
      present[path]?.version === entry.version ||
      (present[path] === undefined && (entry.optional || entry.devOptional || entry.peer)),
  );
}

function readPackages(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages;
}

function readNote() {
  const file = noteFile('lockfile-hash');
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

function remember() {
  writeFileSync(noteFile('lockfile-hash'), lockfileHash());
}

function lockfileHash() {
  const lockfile = readFileSync(inProject('package-lock.json'));
  const machine = `${process.platform}-${process.arch}`;
  return createHash('sha256').update(machine).update(lockfile).digest('hex');
}
