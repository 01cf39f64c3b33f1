import { constants } from 'node:fs';
import { mkdir, open, readdir, rename, rm, rmdir, stat } from 'node:fs/promises';

/**
 * Everything the archive does to the disk, as one small set of steps. The store writes only through
 * it, so that a test can stop, fail or kill at every single step (reliability.md §4, rows 1, 6).
 */
export interface Disk {
  makeFolder(path: string): Promise<void>;
  /** Creates a new file; fails when the name is taken. */
  createFile(path: string): Promise<WritableFile>;
  rename(from: string, to: string): Promise<void>;
  /** Removes a file; absent is fine. */
  remove(path: string): Promise<void>;
  /** Removes an empty folder; absent, or not empty, is fine. */
  removeFolder(path: string): Promise<void>;
  /** Makes names in a folder survive a power cut. */
  syncFolder(path: string): Promise<void>;
}

export interface WritableFile {
  write(bytes: Uint8Array): Promise<void>;
  /** A failed sync is fatal for the file: it is never tried again (reliability.md §3.8). */
  sync(): Promise<void>;
  close(): Promise<void>;
}

export const nodeDisk: Disk = {
  async makeFolder(path) {
    await mkdir(path, { recursive: true });
  },

  async createFile(path) {
    const file = await open(path, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o644);
    return {
      async write(bytes) {
        let done = 0;
        while (done < bytes.length) {
          const { bytesWritten } = await file.write(bytes, done, bytes.length - done);
          done += bytesWritten;
        }
      },
      sync: () => file.sync(),
      close: () => file.close(),
    };
  },

  rename,

  async remove(path) {
    await rm(path, { force: true });
  },

  async removeFolder(path) {
    await rmdir(path).catch((error: NodeJS.ErrnoException) => {
      if (!['ENOENT', 'ENOTEMPTY', 'EEXIST', 'ENOTDIR'].includes(error.code ?? '')) throw error;
    });
  },

  async syncFolder(path) {
    if (process.platform === 'win32') return;
    const folder = await open(path, 'r');
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  },
};

/** Size of an ordinary file, or null when there is none. */
export async function sizeOfFile(path: string): Promise<number | null> {
  try {
    const facts = await stat(path);
    return facts.isFile() ? facts.size : null;
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
}

/** Names in a folder, sorted; a missing folder is an empty one. */
export async function namesIn(path: string): Promise<string[]> {
  try {
    return (await readdir(path)).sort();
  } catch (error) {
    if (isNotFound(error)) return [];
    throw error;
  }
}

export function isNotFound(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT';
}
