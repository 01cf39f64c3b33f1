import { app, dialog } from 'electron';
import { ArchiveError, describeFailure } from '#contract/archive-error.ts';
import type { ArchiveCard, OpenedArchive } from '#contract/operations.ts';
import type { Reply } from '#contract/reply.ts';
import type { EngineClient } from '../worker/engine-client.ts';
import type { MainWindow } from './main-window.ts';
import { folderToOpen } from './open-requests.ts';
import type { PageLink } from './page-link.ts';
import { unwrapReply } from './unwrap-reply.ts';

export interface Opener {
  /** A folder, an index, or a bundle, whose folder is opened. */
  openPath(path: string): Promise<void>;
  openRecent(archive: string): Promise<void>;
  openDemo(): Promise<void>;
  /** Newest first; empty when the engine cannot say, which whatever is opened next will tell. */
  recent(): Promise<ArchiveCard[]>;
}

/** Opens archives on behalf of menus, arguments and the file manager, and has the page show them. */
export function createOpener(engine: EngineClient, window: MainWindow, page: PageLink): Opener {
  return {
    openPath: (path) =>
      show(async () => {
        const folder = folderToOpen(path);
        if (folder === null) {
          throw new ArchiveError('not-an-archive', `${path} is no folder and no bundle`);
        }
        app.addRecentDocument(folder);
        return engine.host('openPath', { path: folder });
      }),
    openRecent: (archive) =>
      show(() => engine.call('reopenArchive', { archive }) as Promise<Reply<OpenedArchive>>),
    openDemo: () => show(() => engine.call('openDemo', {}) as Promise<Reply<OpenedArchive>>),
    async recent() {
      const reply = (await engine.call('listArchives', {})) as Reply<ArchiveCard[]>;
      return reply.ok ? reply.value : [];
    },
  };

  async function show(open: () => Promise<Reply<OpenedArchive>>): Promise<void> {
    window.show();
    try {
      const { archive } = unwrapReply(await open());
      page.tell({ type: 'open-archive', archive });
    } catch (error) {
      // Who has closed the window meanwhile does not wait for the answer.
      if (!window.isOpen()) return;
      const { message, advice } = describeFailure(error);
      dialog.showErrorBox('This could not be opened', `${message}\n\n${advice ?? ''}`.trim());
    }
  }
}
