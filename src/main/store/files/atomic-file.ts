import { randomUUID } from 'node:crypto';
import { constants, writeSync } from 'node:fs';
import { link, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ArchiveError } from '#contract/archive-error.ts';
import { asFileFailure, systemCodeOf } from './file-failure.ts';

/** A file being written under a temporary name: readers see the whole file or none. */
export interface AtomicFile {
  /** The temporary file, for a writer that wants a path. */
  readonly temporaryPath: string;
  /** Into the system's cache; only `commit` waits for the disk. */
  write(bytes: Uint8Array): void;
  /** Gives the file the time of the one it is a copy of, nanoseconds since 1970, to the microsecond. */
  setModified(nanoseconds: bigint): Promise<void>;
  /** Bytes reach the disk, then the name, then the folder. Without `overwrite` a taken name is `already-exists`. */
  commit(options: { overwrite: boolean }): Promise<void>;
  /** Leaves nothing behind; fine after a commit, too. */
  discard(): Promise<void>;
}

/** Folders on the way are made. `name` is what to call the file in errors. */
export async function createAtomicFile(path: string, name = path): Promise<AtomicFile> {
  // A dot and .tmp: no scan takes it for a bundle, and a listing does not show it.
  const temporaryPath = join(dirname(path), `.strata-${randomUUID()}.tmp`);
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL;
  const file = await attempt(async () => {
    await mkdir(dirname(path), { recursive: true });
    return open(temporaryPath, flags, 0o644);
  });
  let isOpen = true;

  async function close() {
    if (!isOpen) return;
    isOpen = false;
    await file.close();
  }

  async function discard() {
    await attempt(async () => {
      await close();
      await rm(temporaryPath, { force: true });
    });
  }

  return {
    temporaryPath,
    write(bytes) {
      try {
        let done = 0;
        while (done < bytes.length) done += writeSync(file.fd, bytes, done);
      } catch (error) {
        throw asFileFailure(error, name);
      }
    },
    setModified: (nanoseconds) =>
      attempt(() => file.utimes(seconds(nanoseconds), seconds(nanoseconds))),
    async commit({ overwrite }) {
      await attempt(async () => {
        try {
          await file.sync();
          await close();
          await (overwrite ? rename(temporaryPath, path) : renameIfFree(temporaryPath, path));
          await syncFolder(dirname(path));
        } finally {
          await discard();
        }
      });
    },
    discard,
  };

  async function attempt<Value>(step: () => Promise<Value>): Promise<Value> {
    try {
      return await step();
    } catch (error) {
      throw asFileFailure(error, name);
    }
  }
}

/** Half a microsecond more than a double says, so that cutting it off loses nothing. */
function seconds(nanoseconds: bigint): number {
  return Number(nanoseconds) / 1e9 + 5e-7;
}

/** A hard link fails on a taken name, where a rename would replace it. */
async function renameIfFree(from: string, to: string): Promise<void> {
  try {
    await link(from, to);
  } catch (error) {
    if (!hasNoLinks(error)) throw error;
    await claimAndRename(from, to);
  }
}

/** For file systems without hard links: an empty file claims the name first, so that two writers never share it. */
async function claimAndRename(from: string, to: string): Promise<void> {
  const claim = await open(to, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o644);
  await claim.close();
  try {
    await rename(from, to);
  } catch (error) {
    await rm(to, { force: true });
    throw error;
  }
}

function hasNoLinks(error: unknown): boolean {
  return ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'].includes(systemCodeOf(error) ?? '');
}

/** Makes a rename survive a power cut. A folder cannot be opened for this on Windows. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

export async function writeFileAtomically(
  path: string,
  bytes: Uint8Array,
  options: { overwrite: boolean; name?: string },
): Promise<void> {
  const file = await createAtomicFile(path, options.name);
  try {
    file.write(bytes);
    await file.commit(options);
  } finally {
    await file.discard();
  }
}

/** `name-2.iafbt`, `name-3.iafbt` … after `name.iafbt`. */
export function nameAfter(fileName: string, attempt: number): string {
  if (attempt < 1 || attempt > 10_000) {
    throw new ArchiveError('already-exists', `too many files are called ${fileName}`);
  }
  const dot = fileName.lastIndexOf('.');
  const stem = dot > 0 ? fileName.slice(0, dot) : fileName;
  return `${stem}-${attempt + 1}${fileName.slice(stem.length)}`;
}
