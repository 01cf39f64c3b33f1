import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** What was learnt about this machine and holds for every checkout: kept in the user's cache folder. */
export function rememberFailure(what, now = Date.now()) {
  try {
    mkdirSync(cacheFolder(), { recursive: true });
    writeFileSync(noteFor(what), String(now));
  } catch {
    // Without a writable home the next start tries again, that is all.
  }
}

export function forgetFailure(what) {
  try {
    rmSync(noteFor(what), { force: true });
  } catch {
    // As above: there is none.
  }
}

/** True for a day after the failure: a network may be there tomorrow. */
export function failedLately(what, now = Date.now()) {
  try {
    const failedAt = Number(readFileSync(noteFor(what), 'utf8'));
    return now - failedAt < 24 * 60 * 60 * 1000 && failedAt <= now;
  } catch {
    return false;
  }
}

function noteFor(what) {
  return join(cacheFolder(), `failed-${what}`);
}

function cacheFolder() {
  const own = process.env.STRATA_CACHE_FOLDER;
  if (own) return own;
  if (process.platform === 'win32' && process.env.LOCALAPPDATA) {
    return join(process.env.LOCALAPPDATA, 'strata');
  }
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'strata');
}
