import { readdir } from 'node:fs/promises';
import type { Input } from '#contract/operations.ts';
import type { Settings } from '#contract/settings.ts';
import { readSettings, saveSettings } from '../store/app-state/settings-file.ts';
import { openTieredWriter } from '../store/tiered/open-writer.ts';

export { readSettings };

/** Writes settings, one change after the other; what a change does not name stays as it is. */
export function createSettingsWriter(stateFolder: string) {
  let last: Promise<unknown> = Promise.resolve();
  return (change: Input<'writeSettings'>): Promise<Settings> => {
    const written = last.then(async () => {
      await saveSettings(stateFolder, change);
      return readSettings(stateFolder);
    });
    // One that failed is no reason not to try the next.
    last = written.catch(() => {});
    return written;
  };
}

/** Whether an import makes a tiered archive of a folder: of a new or empty one, where the settings say so. */
export async function becomesTiered(folder: string, stateFolder: string): Promise<boolean> {
  if (readSettings(stateFolder).store !== 'local-tiered') return false;
  const names = await readdir(folder).catch((): string[] => []);
  return names.length === 0;
}

/** Makes a new or empty folder the kind of store that the settings say; what a folder is already, it stays. */
export async function makeArchive(folder: string, stateFolder: string): Promise<void> {
  if (!(await becomesTiered(folder, stateFolder))) return;
  const writer = await openTieredWriter(folder, { create: true, now: Date.now() });
  writer.close();
}
