import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { ArchiveId } from '#contract/operations.ts';
import { layout } from '../store/tiered/layout.ts';
import type { MarksPlace } from './archive.ts';

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

/**
 * What the user adds lies in the archive's folder, and travels with it. Where that cannot be written, in the
 * state folder; what lies in the archive already is seen until something is added.
 */
export async function marksPlaceOf(folder: string, stateFolder?: string): Promise<MarksPlace> {
  const own = join(folder, layout.userFile);
  if (stateFolder === undefined || (await isWritable(folder))) {
    return { file: own, isKeptWithApp: false, files: [own] };
  }
  const kept = join(stateFolder, 'marks', `${archiveIdOf(folder)}.sqlite`);
  return { file: kept, isKeptWithApp: true, files: [kept, own] };
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
