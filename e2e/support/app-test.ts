import { execFileSync } from 'node:child_process';
import { cpSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { test as base } from '@playwright/test';
import { RunsPage } from '../pages/runs-page.ts';
import { projectFolder } from './project-folder.ts';
import { type RunningServer, type ServerStart, startServer } from './start-server.ts';
import { copyBundles, demoCount, demoFolder, tempFolder } from './temp-folder.ts';

interface WorkerFixtures {
  /** The demo archive with its index, as a first start leaves it. */
  indexedDemo: string;
}

interface AppFixtures {
  /** An empty folder of the test. */
  folder: string;
  /** A folder of `sweepCount` real bundles. */
  sweep: string;
  /** The rows of the demo archive, all there. */
  demoRuns: RunsPage;
  /** Starts `strata serve`; twice is a restart with what it kept. Whatever still runs is stopped at the end. */
  serve(start?: Partial<ServerStart>): Promise<RunningServer>;
}

/** The browser face as a user has it: the built server over real bundles, and nothing else. */
export const test = base.extend<AppFixtures, WorkerFixtures>({
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

  demoRuns: async ({ page, serve }, use) => {
    const { url } = await serve({ isDemo: true });
    await page.goto(url);
    const runs = new RunsPage(page);
    await runs.grid.expectCount(demoCount);
    await use(runs);
  },

  indexedDemo: [
    // biome-ignore lint/correctness/noEmptyPattern: as above
    async ({}, use) => {
      const folder = tempFolder();
      const demo = join(folder.path, 'demo');
      cpSync(demoFolder, demo, { recursive: true, preserveTimestamps: true });
      execFileSync(process.execPath, [join(projectFolder, 'bin', 'strata.mjs'), 'index', demo]);
      await use(demo);
      folder.remove();
    },
    { scope: 'worker' },
  ],

  serve: async ({ folder, indexedDemo }, use) => {
    const running: RunningServer[] = [];
    await use(async (start = {}) => {
      // The demo is indexed once: what the other tests are about begins where that ends.
      if (start.isDemo) keepDemo(indexedDemo, join(folder, 'state'));
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

function keepDemo(indexedDemo: string, stateFolder: string): void {
  const demo = join(stateFolder, 'demo');
  if (!existsSync(demo)) cpSync(indexedDemo, demo, { recursive: true, preserveTimestamps: true });
}

export { expect } from '@playwright/test';
