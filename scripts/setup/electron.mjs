import { existsSync, readFileSync } from 'node:fs';
import { failedLately, forgetFailure, rememberFailure } from './machine-notes.mjs';
import { inProject } from './project.mjs';
import { runCommand } from './run-command.mjs';
import { say } from './say.mjs';

/** The npm package holds no binary: it is fetched from the project's releases when first wanted. */
const downloadSeconds = 60;

/**
 * Electron's binary, or null with one line on why not. `isForced` tries again even where it failed
 * earlier today.
 */
export async function findElectron(node, { isForced = false } = {}) {
  const obstacle = reasonAgainst();
  if (obstacle) {
    say(`${obstacle}; opening in the browser instead`);
    return null;
  }
  const present = installedElectron();
  if (present) return present;

  const note = `electron-${electronVersion()}`;
  if (!isForced && failedLately(note)) {
    say(
      'Electron could not be fetched earlier today (--electron tries again); opening in the browser',
    );
    return null;
  }
  say(`fetching Electron ${electronVersion()}, once, for ${downloadSeconds} s at most ...`);
  await runCommand(node, [inProject('node_modules', 'electron', 'install.js')], {
    seconds: downloadSeconds,
    quiet: true,
    env: downloadEnvironment(),
  });
  const fetched = installedElectron();
  if (fetched) {
    forgetFailure(note);
    return fetched;
  }
  rememberFailure(note);
  say('Electron could not be fetched; opening the same app in the browser');
  return null;
}

function reasonAgainst() {
  if (process.platform !== 'linux') return null;
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  if (!DISPLAY && !WAYLAND_DISPLAY) return 'there is no display for Electron';
  if (process.getuid?.() === 0) return 'Electron does not run as root';
  return null;
}

function installedElectron() {
  const nameFile = inProject('node_modules', 'electron', 'path.txt');
  if (!existsSync(nameFile)) return null;
  const file = inProject('node_modules', 'electron', 'dist', readFileSync(nameFile, 'utf8').trim());
  return existsSync(file) ? file : null;
}

function electronVersion() {
  const file = inProject('node_modules', 'electron', 'package.json');
  return JSON.parse(readFileSync(file, 'utf8')).version;
}

/** The downloader heeds the usual proxy variables only when told to. */
function downloadEnvironment() {
  return { ...process.env, ELECTRON_GET_USE_PROXY: 'true' };
}
