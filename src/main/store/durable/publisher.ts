import { createHash, randomUUID } from 'node:crypto';
import { dirname, join, relative } from 'node:path';
import { ArchiveError } from '#contract/archive-error.ts';
import { type Disk, sizeOfFile } from './disk.ts';
import { asDiskFailure } from './disk-failure.ts';
import { readOrdinary } from './ordinary-file.ts';

/**
 * Publishes immutable files under the root of an archive by the write protocol of reliability.md §3.3-5:
 * the bytes reach the disk under a temporary name first, then the name, then the folder.
 */
export interface Publisher {
  /** Writes and syncs a temporary file; nothing is visible yet. */
  stage(bytes: Uint8Array): Promise<StagedFile>;
  /**
   * Gives a staged file its name. A file that is there already with the same bytes is kept; one with
   * other bytes under a name that promises these is moved to `quarantine/`. Returns whether it was new.
   */
  publish(staged: StagedFile, path: string): Promise<boolean>;
  put(path: string, bytes: Uint8Array): Promise<boolean>;
  discard(staged: StagedFile): Promise<void>;
  /** Makes every name published so far survive a power cut. */
  syncFolders(): Promise<void>;
}

export interface StagedFile {
  /** Absolute. */
  readonly path: string;
  readonly bytes: number;
  /** SHA-256 of the content, hex. */
  readonly sha256: string;
}

export function openPublisher(root: string, disk: Disk): Publisher {
  const dirtyFolders = new Set<string>();
  const checked = new Set<string>();

  return { stage, publish, put, discard, syncFolders };

  async function stage(bytes: Uint8Array): Promise<StagedFile> {
    const path = join(root, 'tmp', `${process.pid}-${randomUUID()}`);
    try {
      await disk.makeFolder(dirname(path));
      const file = await disk.createFile(path);
      try {
        await file.write(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
    } catch (error) {
      await disk.remove(path).catch(() => undefined);
      throw asDiskFailure(error, 'a new file of the archive');
    }
    return { path, bytes: bytes.length, sha256: sha256(bytes) };
  }

  async function publish(staged: StagedFile, path: string): Promise<boolean> {
    const target = join(root, path);
    try {
      await makeFolders(dirname(target));
      // Also for a file that is there: whoever renamed it may have died before syncing the folder.
      dirtyFolders.add(dirname(target));
      if (await isThere(target, staged, path)) {
        await disk.remove(staged.path);
        return false;
      }
      await disk.rename(staged.path, target);
      checked.add(target);
      return true;
    } catch (error) {
      throw asDiskFailure(error, path);
    }
  }

  async function put(path: string, bytes: Uint8Array): Promise<boolean> {
    return publish(await stage(bytes), path);
  }

  async function discard(staged: StagedFile): Promise<void> {
    await disk.remove(staged.path);
  }

  async function syncFolders(): Promise<void> {
    // Deepest first, so that a folder's own name is synced after what it holds.
    const folders = [...dirtyFolders].sort((a, b) => b.length - a.length);
    for (const folder of folders) {
      await disk.syncFolder(folder);
      dirtyFolders.delete(folder);
    }
  }

  async function makeFolders(folder: string): Promise<void> {
    await disk.makeFolder(folder);
    for (let up = folder; up.length >= root.length; up = dirname(up)) dirtyFolders.add(up);
  }

  async function isThere(target: string, staged: StagedFile, path: string): Promise<boolean> {
    const size = await sizeOfFile(target);
    if (size === null) return false;
    if (checked.has(target)) return true;
    if (size === staged.bytes && sha256(await readOrdinary(target, path)) === staged.sha256) {
      checked.add(target);
      return true;
    }
    await quarantine(target);
    return false;
  }

  async function quarantine(target: string): Promise<void> {
    const folder = join(root, 'quarantine');
    await makeFolders(folder);
    const name = relative(root, target).replaceAll(/[\\/]/g, '_');
    await disk.rename(target, join(folder, `${Date.now()}-${name}`));
  }
}

/** Reads a file whose name promises its hash. */
export async function readChecked(
  path: string,
  expected: string,
  file: string,
): Promise<Uint8Array> {
  const bytes = await readOrdinary(path, file).catch((cause) => {
    if (cause.code !== 'ENOENT') throw asDiskFailure(cause, file);
    throw new ArchiveError('file-missing', `${file} is missing`, { file, cause });
  });
  if (sha256(bytes) === expected) return bytes;
  throw new ArchiveError('file-damaged', `${file} does not match its hash`, { file });
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
