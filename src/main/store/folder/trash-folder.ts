import { randomUUID } from 'node:crypto';
import { join } from 'node:path';

/** Bundles that were taken out of a folder of bundles lie below it, and are no part of it any more. */
export const trashFolder = '.strata-trash';

/** A folder of its own in the trash of a folder of bundles, not made yet. */
export function newTrashFolder(folder: string, now: Date): string {
  return join(folder, trashFolder, folderNameOf(now));
}

/** `2026-01-31T10-20-30Z-3f2a`: in order of time, fine on any disk, and never the same twice. */
function folderNameOf(time: Date): string {
  const text = time.toISOString().replace(/\.\d+/, '').replaceAll(':', '-');
  return `${text}-${randomUUID().slice(0, 4)}`;
}
