import { existsSync } from 'node:fs';

/** Chromium without graphics card and without a word to its maker. */
export const chromiumFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Letters look the same on every machine.
  '--font-render-hinting=none',
];

const usualPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** The one that was named, else the machine's own, else the one that Playwright keeps. */
export function chromiumToLaunch(): { args: string[]; executablePath?: string } {
  const found = process.env.STRATA_CHROMIUM ?? usualPlaces.find((path) => existsSync(path));
  return { args: chromiumFlags, ...(found === undefined ? {} : { executablePath: found }) };
}
