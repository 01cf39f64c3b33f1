import { join } from 'node:path';
import { test as base } from '@playwright/test';
import { copyBundles, demoFolder, tempFolder } from '../support/temp-folder.ts';
import { type DesktopApp, startDesktopApp } from './desktop-app.ts';

interface DesktopFixtures {
  /** An empty folder of the test. */
  folder: string;
  /** A folder of `sweepCount` real bundles. */
  sweep: string;
  /** Starts the app; twice is a restart with what it kept. Whatever still runs is quit at the end. */
  start(...args: string[]): Promise<DesktopApp>;
}

export const test = base.extend<DesktopFixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from the pattern.
  folder: async ({}, use) => {
    const folder = tempFolder();
    await use(folder.path);
    folder.remove();
  },

  sweep: async ({ folder }, use) => {
    const sweep = join(folder, 'sweep');
    copyBundles(join(demoFolder, 'sweep_a'), sweep);
    await use(sweep);
  },

  start: async ({ context, folder }, use) => {
    const running: DesktopApp[] = [];
    await use(async (...args) => {
      const app = await startDesktopApp({ context, userData: join(folder, 'user'), args });
      running.push(app);
      return app;
    });
    for (const app of running) if (app.electron.app.exitCode === null) await app.quit();
  },
});

export { expect } from '@playwright/test';
