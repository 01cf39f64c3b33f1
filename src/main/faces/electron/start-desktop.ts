import { app, dialog, session } from 'electron';
import { type EngineClient, startEngineWorker } from '../worker/engine-client.ts';
import { appFolders } from './app-folders.ts';
import { showMenu } from './app-menu.ts';
import { registerAppScheme, serveRenderer } from './app-protocol.ts';
import { guardNavigation } from './guard-navigation.ts';
import { guardSession } from './guard-session.ts';
import { createMainWindow } from './main-window.ts';
import { createOpener } from './open-in-window.ts';
import { collectOpenRequests, type OpenRequests } from './open-requests.ts';
import { linkPage } from './page-link.ts';
import { watchArchives } from './watch-archives.ts';

/** Everything up to `ready` happens in one go: Electron does not wait for it. */
export function startDesktop(): void {
  const requests = collectOpenRequests();
  if (requests === false) {
    app.quit();
    return;
  }
  app.enableSandbox();
  registerAppScheme();
  guardNavigation();
  app
    .whenReady()
    .then(() => openApp(requests))
    .catch(giveUp);
}

async function openApp(requests: OpenRequests): Promise<void> {
  const folders = appFolders();
  guardSession(session.defaultSession);
  serveRenderer(folders.renderer);

  const worker = startEngineWorker({
    stateFolder: folders.engineState,
    demoFolder: folders.demo,
    roots: [],
    threads: 0,
  });
  closeBeforeQuitting(worker);
  const engine = watchArchives(worker, () => void showMenu(window, page, opener));

  const page = linkPage(engine);
  const window = createMainWindow(folders.preload, folders.windowState);
  const opener = createOpener(engine, window, page);

  window.show();
  await showMenu(window, page, opener);
  const isDemoWanted = requests.isDemoWanted || (await isFirstTime());
  // Whoever has closed the window meanwhile wants nothing more.
  if (isDemoWanted && window.isOpen()) await opener.openDemo();
  requests.deliverTo({ open: (path) => void opener.openPath(path), show: window.show });

  /** Who has never opened anything, and asks for nothing, gets something to look at. */
  async function isFirstTime(): Promise<boolean> {
    return requests.areNone() && (await opener.recent()).length === 0;
  }
}

/** Jobs stop where they are and files are closed before the process ends. */
function closeBeforeQuitting(engine: EngineClient): void {
  let isClosed = false;
  app.on('will-quit', (event) => {
    if (isClosed) return;
    event.preventDefault();
    void engine.close().finally(() => {
      isClosed = true;
      app.quit();
    });
  });
}

function giveUp(error: unknown): void {
  console.error(error);
  dialog.showErrorBox('Strata could not start', String(error));
  app.exit(1);
}
