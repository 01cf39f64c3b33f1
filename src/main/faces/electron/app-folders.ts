import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { app } from 'electron';

export interface AppFolders {
  renderer: string;
  preload: string;
  demo: string;
  /** Recents, jobs and view states of the engine. */
  engineState: string;
  windowState: string;
}

/** Where things lie: this code is in `out/main`, whether packed or not. */
export function appFolders(): AppFolders {
  const out = dirname(dirname(fileURLToPath(import.meta.url)));
  const userData = app.getPath('userData');
  return {
    renderer: join(out, 'renderer'),
    preload: join(out, 'preload', 'index.cjs'),
    // Bundles are read by worker threads and copied, so they ship beside the archive of the code.
    demo: app.isPackaged
      ? join(process.resourcesPath, 'demo')
      : join(dirname(out), 'resources', 'demo'),
    engineState: process.env.STRATA_STATE ?? join(userData, 'engine'),
    windowState: join(userData, 'window.json'),
  };
}
