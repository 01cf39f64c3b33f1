import { join } from 'node:path';
import { test as base } from '@playwright/test';
import { type RunningServer, type ServerStart, startServer } from './start-server.ts';
import { copyBundles, demoFolder, tempFolder } from './temp-folder.ts';

interface AppFixtures {
  /** An empty folder of the test. */
  folder: string;
  /** A folder of `sweepCount` real bundles. */
  sweep: string;
  /** Starts `strata serve`; twice is a restart with what it kept. Whatever still runs is stopped at the end. */
  serve(start?: Partial<ServerStart>): Promise<RunningServer>;
}

/** The browser face as a user has it: the built server over real bundles, and nothing else. */
export const test = base.extend<AppFixtures>({
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

  serve: async ({ folder }, use) => {
    const running: RunningServer[] = [];
    await use(async (start = {}) => {
      const server = await startServer({
        stateFolder: join(folder, 'state'),
        roots: [folder],
        ...start,
      });
      running.push(server);
      return server;
    });
    for (const server of running) await server.stop();
  },
});

export { expect } from '@playwright/test';
