import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { inProject } from './project.mjs';
import { projectEnvironment, runCommand } from './run-command.mjs';
import { say } from './say.mjs';

const commandNames = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'chrome',
  'microsoft-edge',
];

const knownPlaces = {
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: [
    'Google\\Chrome\\Application\\chrome.exe',
    'Chromium\\Application\\chrome.exe',
    'Microsoft\\Edge\\Application\\msedge.exe',
  ].flatMap((path) =>
    [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA]
      .filter(Boolean)
      .map((folder) => join(folder, path)),
  ),
  linux: ['/usr/lib/chromium/chromium', '/snap/bin/chromium', '/opt/google/chrome/chrome'],
};

const systemPackages = [
  ['apt-get', [['update'], ['install', '-y', '--no-install-recommends', 'chromium']]],
  ['dnf', [['install', '-y', 'chromium']]],
  ['apk', [['add', 'chromium']]],
  ['pacman', [['-Sy', '--noconfirm', 'chromium']]],
];

/** A Chromium for the browser tests: the machine's own, Playwright's, or the system's package. */
export async function ensureChromium(node) {
  const present = machinesOwn() ?? (await playwrightsOwn(node));
  if (present) return present;

  say("fetching Playwright's Chromium (once) ...");
  const playwright = inProject('node_modules', '@playwright', 'test', 'cli.js');
  const environment = projectEnvironment();
  await runCommand(node, [playwright, 'install', 'chromium-headless-shell', 'chromium'], {
    seconds: 300,
    env: environment,
  });
  const fetched = await playwrightsOwn(node);
  if (fetched) return fetched;

  await installFromSystem();
  const installed = machinesOwn();
  if (installed) return installed;
  throw new Error('no Chromium for the browser tests: install Chromium or Google Chrome');
}

function machinesOwn() {
  const named = process.env.STRATA_CHROMIUM;
  if (named) return named;
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  const inPath = commandNames.flatMap((name) =>
    folders.map((folder) => join(folder, name + suffix)),
  );
  return [...inPath, ...(knownPlaces[process.platform] ?? [])].find(isUsable) ?? null;
}

/** Some systems have a stub of that name which only says how to install the real one. */
function isUsable(file) {
  if (!existsSync(file)) return false;
  if (process.platform !== 'linux') return true;
  return spawnSync(file, ['--version'], { timeout: 20_000 }).status === 0;
}

async function playwrightsOwn(node) {
  const program = "process.stdout.write(require('playwright').chromium.executablePath())";
  const answer = spawnSync(node, ['-e', program], { cwd: inProject(), encoding: 'utf8' });
  return answer.status === 0 && isUsable(answer.stdout) ? answer.stdout : null;
}

async function installFromSystem() {
  if (process.platform !== 'linux') return;
  const [command, steps] = systemPackages.find(([name]) => isInPath(name)) ?? [];
  if (!command) return;
  const mayAsRoot = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  say(`installing Chromium with ${command} (once) ...`);
  for (const args of steps) {
    const [program, ...rest] = [...mayAsRoot, command, ...args];
    await runCommand(program, rest, { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
  }
}

function isInPath(name) {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.some((folder) => existsSync(join(folder, name)));
}
