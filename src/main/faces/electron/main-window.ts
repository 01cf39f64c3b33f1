import { app, BrowserWindow } from 'electron';
import { pageAddress } from './page-origin.ts';
import { windowOptions } from './window-options.ts';
import { keepWindowState, readWindowState } from './window-state.ts';

export interface MainWindow {
  /** Opens the window, or brings it to the front. */
  show(): void;
  isOpen(): boolean;
  /** The window to attach a dialog to, opened when there is none. */
  current(): BrowserWindow;
}

/** The app has one window. It is shown when there is something to see, so it never flashes white. */
export function createMainWindow(preload: string, stateFile: string): MainWindow {
  let window: BrowserWindow | null = null;

  function current(): BrowserWindow {
    window ??= open();
    return window;
  }

  function open(): BrowserWindow {
    const { bounds, isMaximized } = readWindowState(stateFile);
    const opened = new BrowserWindow(windowOptions(bounds, preload));
    keepWindowState(opened, stateFile);
    opened.once('ready-to-show', () => {
      if (isMaximized) opened.maximize();
      opened.show();
    });
    opened.on('closed', () => {
      window = null;
    });
    void opened.loadURL(pageAddress);
    return opened;
  }

  app.on('activate', current);
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });

  return {
    current,
    isOpen: () => window !== null,
    show() {
      const shown = current();
      if (shown.isMinimized()) shown.restore();
      shown.focus();
    },
  };
}
