import { BrowserWindow, ipcMain, shell, type WebContents } from 'electron';
import { ArchiveError } from '#contract/archive-error.ts';
import { desktopChannels } from '#contract/desktop-channels.ts';
import type { EngineEvent, OperationName, Place } from '#contract/operations.ts';
import type { EngineClient } from '../worker/engine-client.ts';
import { chooseFiles, chooseFolder } from './choose-places.ts';
import { requireOwnPage } from './require-own-page.ts';
import { unwrapReply } from './unwrap-reply.ts';

export interface PageLink {
  /** Tells the page at once, or as soon as it listens. */
  tell(event: EngineEvent): void;
}

/** The other end of the preload: every handler checks who asks before it does anything. */
export function linkPage(engine: EngineClient): PageLink {
  const listening = new Set<WebContents>();
  const waiting: EngineEvent[] = [];

  engine.subscribe((event) => {
    for (const page of listening) page.send(desktopChannels.event, event);
  });

  ipcMain.on(desktopChannels.ready, (event) => {
    requireOwnPage(event);
    const page = event.sender;
    if (!listening.has(page)) {
      listening.add(page);
      // A page that is loaded again listens again; until then what is told waits for it.
      page.once('did-start-loading', () => listening.delete(page));
      page.once('destroyed', () => listening.delete(page));
    }
    for (const told of waiting.splice(0)) page.send(desktopChannels.event, told);
  });

  // The engine's own dispatch parses name and input: they are as untrusted as over HTTP.
  ipcMain.handle(desktopChannels.call, (event, name: unknown, input: unknown) => {
    requireOwnPage(event);
    return engine.call(String(name) as OperationName, input);
  });

  ipcMain.handle(desktopChannels.chooseFolder, async (event, purpose: unknown) => {
    requireOwnPage(event);
    const path = await chooseFolder(
      windowOf(event.sender),
      purpose === 'export' ? 'export' : 'open',
    );
    return path === null ? null : await grant(path);
  });

  ipcMain.handle(desktopChannels.chooseFiles, async (event) => {
    requireOwnPage(event);
    return Promise.all((await chooseFiles(windowOf(event.sender))).map(grant));
  });

  ipcMain.handle(desktopChannels.grantPaths, (event, paths: unknown) => {
    requireOwnPage(event);
    return Promise.all(parsePaths(paths).map(grant));
  });

  ipcMain.handle(desktopChannels.showResult, async (event, job: unknown) => {
    requireOwnPage(event);
    const result = unwrapReply(await engine.host('resultPath', { job: String(job) }));
    // The path is the engine's: a page can only name a job that wrote something.
    if (result !== null) shell.showItemInFolder(result.path);
  });

  return {
    tell(event) {
      if (listening.size === 0) waiting.push(event);
      for (const page of listening) page.send(desktopChannels.event, event);
    },
  };

  async function grant(path: string): Promise<Place> {
    return unwrapReply(await engine.host('grantPlace', { path }));
  }
}

function windowOf(page: WebContents): BrowserWindow {
  const window = BrowserWindow.fromWebContents(page);
  if (window === null) throw new Error('refused: the window is gone');
  return window;
}

function parsePaths(paths: unknown): string[] {
  if (Array.isArray(paths) && paths.every((path) => typeof path === 'string')) return paths;
  throw new ArchiveError('bad-request', 'paths must be a list of texts');
}
