import { statSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { ArchiveError } from '#contract/archive-error.ts';
import type { ArchiveId } from '#contract/operations.ts';
import { takeWriterLock } from '../store/files/writer-lock.ts';
import { saveArchiveFolder } from '../store/index/archive-folder.ts';
import { openIndexWriter } from '../store/index/open-index.ts';
import { readArchiveFile } from '../store/tiered/archive-file.ts';
import { createStoredTables } from '../store/tiered/stored-index.ts';
import type { Archive } from './archive.ts';
import { keptIndexOf, ownIndexOf } from './archive-place.ts';
import { findPath, openArchive } from './open-archive.ts';

/** The archives the engine has open, the least recently used closed when there are many. */
export interface ArchiveShelf {
  /** Opens a folder, with an empty index where there is none yet, or an index file. */
  open(path: string): Promise<Archive>;
  /** An archive that is open; its index is opened anew when another file took the place of the old one. */
  get(id: ArchiveId): Promise<Archive> | null;
  close(id: ArchiveId): void;
  closeAll(): void;
}

interface Held {
  path: string;
  archive: Archive;
  inode: bigint | null;
}

const MAX_OPEN = 16;

export function createArchiveShelf(stateFolder: string): ArchiveShelf {
  const held = new Map<ArchiveId, Held>();
  /** Whose file was replaced: a question asked before may still be waiting for its turn. */
  const replaced: Archive[] = [];

  return { open, get, close, closeAll };

  async function open(path: string): Promise<Archive> {
    const archive = await openOrMake(path, stateFolder);
    const before = held.get(archive.id);
    if (before !== undefined) replaced.push(before.archive);
    held.delete(archive.id);
    held.set(archive.id, { path, archive, inode: inodeOf(archive.indexFile) });
    for (const id of held.keys()) if (held.size > MAX_OPEN) close(id);
    return archive;
  }

  function get(id: ArchiveId): Promise<Archive> | null {
    const found = held.get(id);
    if (found === undefined) return null;
    if (inodeOf(found.archive.indexFile) !== found.inode) return open(found.path);
    // Put last: the first is the least recently used.
    held.delete(id);
    held.set(id, found);
    return Promise.resolve(found.archive);
  }

  function close(id: ArchiveId) {
    held.get(id)?.archive.close();
    held.delete(id);
  }

  function closeAll() {
    for (const id of [...held.keys()]) close(id);
    for (const archive of replaced.splice(0)) archive.close();
  }
}

function inodeOf(file: string): bigint | null {
  return statSync(file, { bigint: true, throwIfNoEntry: false })?.ino ?? null;
}

async function openOrMake(path: string, stateFolder: string): Promise<Archive> {
  try {
    return await openArchive(path, { stateFolder });
  } catch (error) {
    const { path: real, isFolder } = await findPath(path);
    if (!isFolder || !(error instanceof ArchiveError) || !canBeMade(error)) throw error;
    if ((await readArchiveFile(real)) !== null) makeTieredIndex(real);
    else await makeIndex(real, stateFolder, error.code === 'index-damaged');
    return openArchive(path, { stateFolder });
  }
}

function canBeMade({ code }: ArchiveError): boolean {
  return code === 'not-an-archive' || code === 'index-outdated' || code === 'index-damaged';
}

/** An empty one, to be filled from the archive; a damaged one is set aside. */
function makeTieredIndex(root: string): void {
  const lock = takeWriterLock(join(root, 'writer'), basename(root));
  try {
    const writer = openIndexWriter(ownIndexOf(root), { rebuild: true });
    createStoredTables(writer.db);
    writer.close();
  } finally {
    lock.release();
  }
}

/** An empty index, so that there is something to ask while the folder is read. */
async function makeIndex(folder: string, stateFolder: string, isDamaged: boolean): Promise<void> {
  try {
    makeIndexAt(ownIndexOf(folder), folder, isDamaged);
  } catch (error) {
    if (!(error instanceof ArchiveError) || error.code !== 'no-permission') throw error;
    const kept = keptIndexOf(folder, stateFolder);
    await mkdir(dirname(kept), { recursive: true });
    makeIndexAt(kept, folder, true);
  }
}

function makeIndexAt(file: string, folder: string, rebuild: boolean): void {
  const lock = takeWriterLock(file, basename(file));
  try {
    const writer = openIndexWriter(file, { rebuild });
    saveArchiveFolder(writer, folder);
    writer.close();
  } finally {
    lock.release();
  }
}
