import type { MenuItemConstructorOptions } from 'electron';
import type { ArchiveCard } from '#contract/operations.ts';
import type { PageCommand } from '#contract/page-command.ts';

export interface MenuActions {
  openFolder(): void;
  openRecent(archive: string): void;
  openDemo(): void;
  /** Passed on to the page, which has a button for the same. */
  command(command: PageCommand): void;
  openLink(address: string): void;
}

interface MenuFacts {
  isMac: boolean;
  recent: readonly ArchiveCard[];
}

const frameworkAddress = 'https://github.com/coding-kitties/investing-algorithm-framework';

export function menuTemplate(
  { isMac, recent }: MenuFacts,
  actions: MenuActions,
): MenuItemConstructorOptions[] {
  const file: MenuItemConstructorOptions = {
    label: '&File',
    submenu: [
      { label: 'Open Folder…', accelerator: 'CmdOrCtrl+O', click: actions.openFolder },
      { label: 'Open Recent', submenu: recentItems(recent, actions) },
      { label: 'Archives', accelerator: 'CmdOrCtrl+Shift+A', click: tell('show-archives') },
      { type: 'separator' },
      { label: 'Import…', accelerator: 'CmdOrCtrl+I', click: tell('import') },
      { label: 'Export…', accelerator: 'CmdOrCtrl+E', click: tell('export') },
      { type: 'separator' },
      isMac ? { role: 'close' } : { role: 'quit' },
    ],
  };
  const edit: MenuItemConstructorOptions = {
    label: '&Edit',
    submenu: [
      { role: 'undo' },
      { role: 'redo' },
      { type: 'separator' },
      { role: 'cut' },
      { role: 'copy' },
      { role: 'paste' },
      { role: 'selectAll' },
      { type: 'separator' },
      { label: 'Find', accelerator: 'CmdOrCtrl+F', click: tell('find') },
    ],
  };
  const view: MenuItemConstructorOptions = {
    label: '&View',
    submenu: [
      {
        label: 'Theme',
        submenu: [
          { label: 'As the System', click: tell('theme-system') },
          { label: 'Light', click: tell('theme-light') },
          { label: 'Dark', click: tell('theme-dark') },
        ],
      },
      { type: 'separator' },
      { role: 'resetZoom' },
      { role: 'zoomIn' },
      { role: 'zoomOut' },
      { type: 'separator' },
      { role: 'togglefullscreen' },
    ],
  };
  const help: MenuItemConstructorOptions = {
    role: 'help',
    submenu: [
      { label: 'Open the Demo Archive', click: actions.openDemo },
      { label: 'The Framework on GitHub', click: () => actions.openLink(frameworkAddress) },
      ...(isMac ? [] : [{ type: 'separator' } as const, { role: 'about' } as const]),
    ],
  };
  return [
    ...(isMac ? [{ role: 'appMenu' } as const] : []),
    file,
    edit,
    view,
    { role: 'windowMenu' },
    help,
  ];

  function tell(command: PageCommand): () => void {
    return () => actions.command(command);
  }
}

function recentItems(
  recent: readonly ArchiveCard[],
  actions: MenuActions,
): MenuItemConstructorOptions[] {
  const present = recent.filter((card) => card.isPresent).slice(0, 10);
  if (present.length === 0) return [{ label: 'No Archives Yet', enabled: false }];
  return present.map((card) => ({
    // An ampersand would underline the letter that follows it.
    label: `${card.name} — ${card.label}`.replaceAll('&', '&&'),
    click: () => actions.openRecent(card.archive),
  }));
}
