import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inProject } from './project.mjs';
import { projectEnvironment, runCommand } from './run-command.mjs';
import { say } from './say.mjs';

const results = [
  'main/cli.mjs',
  'main/index.mjs',
  'main/engine-worker.mjs',
  'preload/index.cjs',
  'renderer/index.html',
];

/** Builds `out/` where it is missing or made of other sources. */
export async function ensureBuild(node) {
  const fingerprint = sourceFingerprint();
  if (isBuiltFrom(fingerprint)) return;
  say('building the app (electron-vite build) ...');
  const builder = inProject('node_modules', 'electron-vite', 'bin', 'electron-vite.js');
  const code = await runCommand(node, [builder, 'build', '--logLevel', 'warn'], {
    env: projectEnvironment(),
  });
  if (code !== 0) throw new Error('the build failed, see above');
  writeFileSync(fingerprintFile(), fingerprint);
}

function isBuiltFrom(fingerprint) {
  const areThere = results.every((name) => existsSync(inProject('out', name)));
  const file = fingerprintFile();
  return areThere && existsSync(file) && readFileSync(file, 'utf8') === fingerprint;
}

function fingerprintFile() {
  return inProject('out', 'built-from');
}

/** Names, sizes and times of everything the build reads, tests apart. */
function sourceFingerprint() {
  const hash = createHash('sha256');
  const files = [
    ...sourcesBelow(inProject('src')),
    inProject('electron.vite.config.ts'),
    inProject('package-lock.json'),
  ];
  for (const file of files) {
    const { size, mtimeMs } = statSync(file);
    hash.update(`${file}\n${size}\n${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

function sourcesBelow(folder) {
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'testing' ? [] : sourcesBelow(path);
    return entry.isFile() && !/\.test\.tsx?$/.test(entry.name) ? [path] : [];
  });
}
