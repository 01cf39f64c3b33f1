import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { access, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { ArchiveError } from '#contract/archive-error.ts';
import type { ArchiveId } from '#contract/operations.ts';
import { asFileFailure } from '../store/files/file-failure.ts';
import { readArchiveFolder } from '../store/index/archive-folder.ts';
import { type IndexReader, openIndexReader } from '../store/index/open-index.ts';
import { type ArchiveFile, readArchiveFile } from '../store/tiered/archive-file.ts';
import { manifestNames } from '../store/tiered/read-manifests.ts';
import { hasStoredTables, knownManifests } from '../store/tiered/stored-index.ts';
import { openTieredReader, type TieredReader } from '../store/tiered/tiered-reader.ts';
import type { Archive } from './archive.ts';

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
  const tiered = await readArchiveFile(root);
  if (tiered !== null && (isFolder || real === ownIndexOf(root))) return openTiered(root, tiered);
  const indexFile = isFolder ? await findIndex(real, options) : requireNoBundle(real);
  const index = openIndexReader(indexFile);
  const folder = isFolder ? real : readArchiveFolder(index);
  const isReference = index.origin === 'reference';
  const isKept = isFolder && indexFile !== ownIndexOf(folder);
  const isByFile = !isFolder && indexFile !== ownIndexOf(folder);
  return {
    id: archiveIdOf(isByFile ? indexFile : folder),
    kind: isReference ? 'reference-index' : 'local-dir',
    name: basename(folder) || folder,
    folder,
    indexFile,
    isByFile,
    isReadOnly: isReference || isKept || !(await isWritable(folder)),
    index,
    tiers: null,
    isIndexLost: false,
    close: () => index.close(),
  };
}

async function openTiered(root: string, file: ArchiveFile): Promise<Archive> {
  const indexFile = ownIndexOf(root);
  const index = openTieredIndex(indexFile);
  const isEmpty = knownManifests(index.db).size === 0;
  let reader: TieredReader | null = null;
  return {
    id: archiveIdOf(root),
    kind: 'local-tiered',
    name: basename(root) || root,
    folder: root,
    indexFile,
    isByFile: false,
    isReadOnly: !file.mayWrite || !(await isWritable(root)),
    index,
    tiers() {
      reader ??= openTieredReader(root, index);
      return reader;
    },
    isIndexLost: isEmpty && (await manifestNames(root)).length > 0,
    close() {
      index.close();
      reader?.close().catch((error: unknown) => console.error('closing an archive:', error));
    },
  };
}

/** The index of a tiered archive is made from the archive itself, never from a folder of bundles. */
function openTieredIndex(indexFile: string): IndexReader {
  const advice = 'Run strata rebuild: the index is made again from the archive.';
  try {
    const index = openIndexReader(indexFile);
    if (index.origin === 'strata' && hasStoredTables(index.db)) return index;
    index.close();
  } catch (error) {
    if (!(error instanceof ArchiveError) || !indexIsToBlame(error)) throw error;
    throw new ArchiveError('index-damaged', error.message, { cause: error, advice });
  }
  throw new ArchiveError('index-damaged', `${indexFile} is not that of the tiered archive`, {
    advice,
  });
}

function indexIsToBlame({ code }: ArchiveError): boolean {
  return ['not-found', 'not-an-archive', 'index-outdated', 'index-damaged'].includes(code);
}

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

async function isThere(path: string, mode = constants.F_OK): Promise<boolean> {
  return access(path, mode).then(
    () => true,
    () => false,
  );
}
