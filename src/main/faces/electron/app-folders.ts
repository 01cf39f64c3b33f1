import { join } from 'node:path';
import { app } from 'electron';
import { appFolder, demoFolder, pageFolder, stateFolder } from '../app-files.ts';

export interface AppFolders {
  renderer: string;
  preload: string;
  demo: string;
  /** Recents, jobs and view states of the engine: the same as in the browser face. */
  engineState: string;
  windowState: string;
}

/** Where things lie, packed or not. */
export function appFolders(): AppFolders {
  return {
    renderer: pageFolder(),
    preload: join(appFolder(), 'out', 'preload', 'index.cjs'),
    // Bundles are read by worker threads and copied, so they ship beside the archive of the code.
    demo: app.isPackaged ? join(process.resourcesPath, 'demo') : demoFolder(),
    engineState: stateFolder(),
    windowState: join(app.getPath('userData'), 'window.json'),
  };
}
