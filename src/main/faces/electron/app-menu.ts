import { Menu } from 'electron';
import { chooseFolder } from './choose-places.ts';
import { offerExternalLink } from './external-links.ts';
import type { MainWindow } from './main-window.ts';
import { type MenuActions, menuTemplate } from './menu-template.ts';
import type { Opener } from './open-in-window.ts';
import type { PageLink } from './page-link.ts';

/** Puts up the native menus with the archives opened lately. Electron's menus are fixed: new ones replace them. */
export async function showMenu(window: MainWindow, page: PageLink, opener: Opener): Promise<void> {
  const actions: MenuActions = {
    openFolder: () => void openFolder(window, opener),
    openRecent: (archive) => void opener.openRecent(archive),
    openDemo: () => void opener.openDemo(),
    openLink: (address) => void offerExternalLink(address),
    command(command) {
      window.show();
      page.tell({ type: 'command', command });
    },
  };
  const facts = { isMac: process.platform === 'darwin', recent: await opener.recent() };
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(facts, actions)));
}

async function openFolder(window: MainWindow, opener: Opener): Promise<void> {
  const path = await chooseFolder(window.current(), 'open');
  if (path !== null) await opener.openPath(path);
}
