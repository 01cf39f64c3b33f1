import { once } from 'node:events';
import { existsSync, mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { BrowserContext, Page } from '@playwright/test';
import { projectFolder } from '../support/project-folder.ts';
import { createFakeElectron, type FakeElectron } from './fake-electron/fake-electron.ts';
import { runMain } from './fake-electron/run-main.ts';

export interface DesktopApp {
  electron: FakeElectron;
  /** The page of the window. */
  page: Page;
  /** Quits as the menu does, and waits until the engine is closed. */
  quit(): Promise<void>;
  /** Says to the page which file of the disk a dropped `File` of that name is. */
  placeFiles(paths: string[]): Promise<void>;
}

export interface StartOptions {
  context: BrowserContext;
  userData: string;
  args?: string[];
}

export async function startDesktopApp({
  context,
  userData,
  args = [],
}: StartOptions): Promise<DesktopApp> {
  // Both lie in the test's own folder: what the window keeps, and what the engine keeps.
  process.env.STRATA_STATE = join(userData, 'engine');
  mkdirSync(userData, { recursive: true });
  const electron = createFakeElectron({ context, userData });
  await runMain(builtMain(), electron.exports, args);
  const { page } = (await electron.firstShown).webContents;
  if (page === null) throw new Error('a window without a page');
  return {
    electron,
    page,
    async quit() {
      const exited = once(electron.app, 'fake-exit');
      const open = [...electron.windows];
      electron.app.quit();
      await exited;
      await Promise.all(open.map((window) => window.whenClosed()));
    },
    placeFiles: (paths) =>
      page.evaluate(
        (pairs) => Reflect.get(globalThis, Symbol.for('strata.paths'))(pairs),
        paths.map((path): [string, string] => [basename(path), path]),
      ),
  };
}

export function builtMain(): string {
  const file = join(projectFolder, 'out', 'main', 'index.mjs');
  if (existsSync(file)) return file;
  throw new Error('The app is not built yet: npm run build comes before npm run e2e');
}
