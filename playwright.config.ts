import { defineConfig } from '@playwright/test';
import { chromiumToLaunch } from './e2e/support/chromium.ts';

/** What takes long in the browser: `npm run test:long`. */
const isLong = process.env.STRATA_TESTS === 'long';

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  timeout: 120_000,
  expect: { timeout: 45_000 },
  workers: 2,
  forbidOnly: process.env.CI !== undefined,
  reporter: [['list']],
  use: {
    viewport: { width: 1280, height: 720 },
    colorScheme: 'light',
    reducedMotion: 'reduce',
    // A trace of everything costs as much as the tests themselves.
    trace: process.env.STRATA_TRACE === undefined ? 'off' : 'retain-on-failure',
    launchOptions: chromiumToLaunch(),
  },
  projects: isLong
    ? [{ name: 'long', testMatch: 'long/*.spec.ts' }]
    : [
        { name: 'browser', testMatch: 'browser/*.spec.ts' },
        { name: 'desktop', testMatch: 'desktop/*.spec.ts' },
        { name: 'electron', testMatch: 'electron/*.spec.ts' },
      ],
});
