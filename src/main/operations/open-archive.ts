import { realpath, stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { ArchiveError } from '#contract/archive-error.ts';
import { asFileFailure } from '../store/files/file-failure.ts';
import { readArchiveFolder } from '../store/index/archive-folder.ts';
import { openIndexReader } from '../store/index/open-index.ts';
import { hasArchiveFile } from '../store/tiered/has-archive-file.ts';
import type { Archive } from './archive.ts';
import {
  archiveIdOf,
  isThere,
  isWritable,
  keptIndexOf,
  marksPlaceOf,
  ownIndexOf,
} from './archive-place.ts';

export interface OpenArchiveOptions {
  /** Where the index of a folder that cannot be written is kept. */
  stateFolder?: string;
}

/**
 * Opens a folder of bundles, a tiered archive or an `index.sqlite` for reading. Throws `not-found`,
 * `not-an-archive` (also for a folder without an index, with how to make one), `archive-newer`,
 * `index-outdated`, `index-damaged`, `no-permission`; of a tiered archive `file-damaged`.
 */
export async function openArchive(
  path: string,
  options: OpenArchiveOptions = {},
): Promise<Archive> {
  const { path: real, isFolder } = await findPath(path);
  const root = isFolder ? real : dirname(real);
  const isOwn = isFolder || real === ownIndexOf(root);
  if (isOwn && (await hasArchiveFile(root))) {
    // What reads one is loaded for one only: it would double the time that a short command takes to start.
    const { openTieredArchive } = await import('./open-tiered-archive.ts');
    return openTieredArchive(root, options.stateFolder);
  }
  const indexFile = isFolder ? await findIndex(real, options) : requireNoBundle(real);
  const index = openIndexReader(indexFile);
  const folder = isFolder ? real : readArchiveFolder(index);
  const isReference = index.origin === 'reference';
  const isKept = isFolder && indexFile !== ownIndexOf(folder);
  const isByFile = !isFolder && indexFile !== ownIndexOf(folder);
  const marks = await marksPlaceOf(folder, options.stateFolder);
  index.marksFiles = marks.files;
  return {
    id: archiveIdOf(isByFile ? indexFile : folder),
    kind: isReference ? 'reference-index' : 'local-dir',
    name: basename(folder) || folder,
    folder,
    indexFile,
    isByFile,
    isReadOnly: isReference || isKept || !(await isWritable(folder)),
    index,
    marks,
    tiers: null,
    isIndexLost: false,
    isBehind: false,
    close: () => index.close(),
  };
}

export async function findPath(path: string): Promise<{ path: string; isFolder: boolean }> {
  try {
    const real = await realpath(path);
    const facts = await stat(real);
    if (facts.isDirectory() || facts.isFile()) return { path: real, isFolder: facts.isDirectory() };
  } catch (error) {
    throw asFileFailure(error, path);
  }
  throw new ArchiveError('not-an-archive', `${path} is neither a folder nor a file`);
}

async function findIndex(folder: string, { stateFolder }: OpenArchiveOptions): Promise<string> {
  const own = ownIndexOf(folder);
  const kept = stateFolder === undefined ? null : keptIndexOf(folder, stateFolder);
  const isKept = kept !== null && (await isThere(kept));
  // Beside the bundles of a read-only folder may lie an index that cannot be brought up to date.
  if (isKept && !(await isWritable(folder))) return kept;
  if (await isThere(own)) return own;
  if (isKept) return kept;
  throw new ArchiveError('not-an-archive', `there is no index in ${folder}`, {
    advice: `Run strata index "${folder}" first, or name an index.sqlite.`,
  });
}

function requireNoBundle(file: string): string {
  if (!/\.(iafbt|obtf)$/i.test(file)) return file;
  throw new ArchiveError('not-an-archive', `${basename(file)} is one bundle, not an archive`, {
    advice: `Open its folder: ${dirname(file)}`,
  });
}
