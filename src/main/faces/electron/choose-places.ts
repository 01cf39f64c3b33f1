import { type BrowserWindow, dialog } from 'electron';

/** The native dialogs. They give paths, which stay on this side: pages get places. */
export async function chooseFolder(
  window: BrowserWindow,
  purpose: 'open' | 'export',
): Promise<string | null> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title: purpose === 'open' ? 'Open a folder of bundles' : 'Export into a folder',
    buttonLabel: purpose === 'open' ? 'Open' : 'Export here',
    properties:
      purpose === 'open'
        ? ['openDirectory']
        : ['openDirectory', 'createDirectory', 'promptToCreate'],
  });
  return canceled ? null : (filePaths[0] ?? null);
}

export async function chooseFiles(window: BrowserWindow): Promise<string[]> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title: 'Import bundles',
    buttonLabel: 'Import',
    properties: ['openFile', 'multiSelections'],
    filters: [
      { name: 'Backtest bundles', extensions: ['iafbt', 'obtf'] },
      { name: 'All files', extensions: ['*'] },
    ],
  });
  return canceled ? [] : filePaths;
}
