import { existsSync } from 'node:fs';
import { defineConfig } from '@playwright/test';

/** Chromium without graphics card and without a word to its maker. */
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Lets a benchmark read the heap after a collection, and screenshots look the same everywhere.
  '--font-render-hinting=none',
];

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  timeout: 60_000,
  expect: { timeout: 15_000 },
  workers: 2,
  forbidOnly: process.env.CI !== undefined,
  reporter: [['list']],
  use: {
    viewport: { width: 1280, height: 720 },
    colorScheme: 'light',
    reducedMotion: 'reduce',
    trace: 'retain-on-failure',
    launchOptions: { args: flags, ...chromium() },
  },
  projects: [
    { name: 'browser', testMatch: 'browser/*.spec.ts' },
    { name: 'desktop', testMatch: 'desktop/*.spec.ts' },
    { name: 'electron', testMatch: 'electron/*.spec.ts' },
  ],
});

/** The one that was named, else the machine's own, else the one that Playwright keeps. */
function chromium(): { executablePath?: string } {
  const usual = [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ];
  const found = process.env.STRATA_CHROMIUM ?? usual.find((path) => existsSync(path));
  return found === undefined ? {} : { executablePath: found };
}
