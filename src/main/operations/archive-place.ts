import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { ArchiveId } from '#contract/operations.ts';

/** What an archive is known by, and where its index lies. */

export function archiveIdOf(realPath: string): ArchiveId {
  return createHash('sha256').update(realPath).digest('hex').slice(0, 32);
}

/** Where a folder's index lies, as far as the folder can be written. */
export function ownIndexOf(folder: string): string {
  return join(folder, 'index.sqlite');
}

/** Where it lies otherwise. */
export function keptIndexOf(folder: string, stateFolder: string): string {
  return join(stateFolder, 'indexes', `${archiveIdOf(folder)}.sqlite`);
}

export async function isWritable(folder: string): Promise<boolean> {
  return isThere(folder, constants.W_OK);
}

export async function isThere(path: string, mode = constants.F_OK): Promise<boolean> {
  return access(path, mode).then(
    () => true,
    () => false,
  );
}
