import { statSync } from 'node:fs';
import { dirname, extname, resolve } from 'node:path';
import { app } from 'electron';

const bundleExtensions = new Set(['.iafbt', '.obtf']);

export interface OpenReceiver {
  open(path: string): void;
  /** The app was started once more with nothing to open: it is here already. */
  show(): void;
}

export interface OpenRequests {
  /** `--demo` was given. */
  readonly isDemoWanted: boolean;
  /** Nothing was asked for yet. */
  areNone(): boolean;
  /** From now on every request goes here; those that came earlier go first. */
  deliverTo(receiver: OpenReceiver): void;
}

/**
 * What the user asks for from outside the window: arguments, files opened with the app (macOS tells by
 * event, the others by starting a second process), and folders dropped on the icon. False when
 * another process is already running, which then has been told.
 */
export function collectOpenRequests(): OpenRequests | false {
  const own = pathsIn(process.argv.slice(1), process.cwd()).slice(app.isPackaged ? 0 : 1);
  if (!app.requestSingleInstanceLock({ paths: own })) return false;

  const waiting: string[] = [...own];
  let receiver: OpenReceiver | null = null;
  const open = (path: string): void => {
    if (receiver === null) waiting.push(path);
    else receiver.open(path);
  };

  app.on('open-file', (event, path) => {
    event.preventDefault();
    open(path);
  });
  app.on('second-instance', (_event, _argv, _folder, data) => {
    const paths = pathsOf(data);
    for (const path of paths) open(path);
    if (paths.length === 0) receiver?.show();
  });

  return {
    isDemoWanted: process.argv.includes('--demo'),
    areNone: () => waiting.length === 0,
    deliverTo(given) {
      receiver = given;
      for (const path of waiting.splice(0)) given.open(path);
    },
  };
}

/** A bundle is shown in its folder; anything else that is no folder and no index is not ours to open. */
export function folderToOpen(path: string): string | null {
  const facts = statSync(path, { throwIfNoEntry: false });
  if (facts === undefined) return null;
  if (facts.isDirectory()) return path;
  const extension = extname(path).toLowerCase();
  if (bundleExtensions.has(extension)) return dirname(path);
  return extension === '.sqlite' ? path : null;
}

function pathsIn(args: readonly string[], folder: string): string[] {
  return args.filter((arg) => !arg.startsWith('-')).map((arg) => resolve(folder, arg));
}

function pathsOf(data: unknown): string[] {
  const { paths } = (data ?? {}) as { paths?: unknown };
  return Array.isArray(paths) ? paths.filter((path) => typeof path === 'string') : [];
}
