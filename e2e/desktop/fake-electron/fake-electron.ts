import type { BrowserContext } from '@playwright/test';
import { FakeApp } from './fake-app.ts';
import { FakeDialog } from './fake-dialog.ts';
import { FakeIpcMain } from './fake-ipc.ts';
import { FakeMenu } from './fake-menu.ts';
import { FakeProtocol } from './fake-protocol.ts';
import { FakeSession } from './fake-session.ts';
import { type FakeContents, FakeWindow, type WindowOptions } from './fake-window.ts';

export interface FakeElectronOptions {
  context: BrowserContext;
  userData: string;
  /** False: another process of the app runs already. */
  isFirst?: boolean;
}

export type FakeElectron = ReturnType<typeof createFakeElectron>;

/**
 * A stand-in for the `electron` module: the app's built main and preload code really run, its windows are
 * real pages of Chromium, and what would be the system's (dialogs, menus, the file manager) is recorded.
 */
export function createFakeElectron({ context, userData, isFirst = true }: FakeElectronOptions) {
  const windows: FakeWindow[] = [];
  const escaped: string[] = [];
  const opened: string[] = [];
  const shownInFolder: string[] = [];

  const app = new FakeApp({
    userData,
    isFirst,
    closeWindows: () => {
      for (const window of windows) window.close();
    },
  });
  const ipcMain = new FakeIpcMain();
  const protocol = new FakeProtocol(app);
  const session = new FakeSession();
  const menu = new FakeMenu();
  const dialog = new FakeDialog();
  const onContents = (contents: FakeContents) => {
    app.emit('web-contents-created', {}, contents);
  };

  let shown: (window: FakeWindow) => void;
  const firstShown = new Promise<FakeWindow>((resolve) => {
    shown = resolve;
  });

  class BrowserWindow extends FakeWindow {
    constructor(options: WindowOptions) {
      if (!app.isReady) throw new Error('Cannot create BrowserWindow before app is ready');
      super(options, { context, protocol, ipcMain, session, escaped, onContents });
      windows.push(this);
      this.once('ready-to-show', () => shown(this));
      this.on('closed', () => {
        windows.splice(windows.indexOf(this), 1);
        if (windows.length === 0) app.emit('window-all-closed');
      });
    }

    static fromWebContents(contents: unknown): FakeWindow | null {
      return windows.find((window) => window.webContents === contents) ?? null;
    }
  }

  /** What `import … from 'electron'` gives the main process. */
  const exports = {
    app,
    BrowserWindow,
    dialog,
    ipcMain,
    Menu: menu,
    protocol,
    screen: {
      getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 3840, height: 2160 } }],
    },
    session: { defaultSession: session },
    shell: {
      async openExternal(url: string) {
        opened.push(url);
      },
      showItemInFolder(path: string) {
        shownInFolder.push(path);
      },
    },
  };

  return {
    exports,
    app,
    ipcMain,
    protocol,
    session,
    menu,
    dialog,
    windows,
    /** The first window, once its page is loaded. */
    firstShown,
    escaped,
    opened,
    shownInFolder,
  };
}
