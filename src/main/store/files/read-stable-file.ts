import { type BigIntStats, closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { ArchiveError } from '#contract/archive-error.ts';
import { asFileFailure } from './file-failure.ts';

export interface StableFile {
  bytes: Uint8Array;
  size: number;
  mtimeNs: bigint;
}

/** 1 GiB: far above any bundle seen (the largest of 492 was 3 MB), below what a Buffer holds. */
const MAX_FILE_BYTES = 1024 * 1024 * 1024;

const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/**
 * Reads an ordinary file through one descriptor, whatever happens to its name meanwhile. Throws
 * `file-special` for links, pipes and devices, `file-changed` when it was written to, `file-too-large`.
 * `take` gives the buffer to read into, so that a loop over many files can use one again.
 */
export function readStableFile(
  path: string,
  name: string,
  take: (size: number) => Uint8Array = (size) => new Uint8Array(size),
): StableFile {
  try {
    const descriptor = openSync(path, flags);
    try {
      return readOpenFile(descriptor, name, take);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    throw asFileFailure(error, name);
  }
}

function readOpenFile(
  descriptor: number,
  name: string,
  take: (size: number) => Uint8Array,
): StableFile {
  const before = fstatSync(descriptor, { bigint: true });
  if (!before.isFile())
    throw new ArchiveError('file-special', `${name}: not an ordinary file`, { file: name });
  if (before.size > MAX_FILE_BYTES) {
    throw new ArchiveError('file-too-large', `${name}: ${before.size} bytes, more than 1 GiB`, {
      file: name,
    });
  }
  const size = Number(before.size);
  const bytes = take(size);
  if (fill(descriptor, bytes, size) !== size || isChanged(before, descriptor)) {
    throw new ArchiveError('file-changed', `${name}: it was written to while it was read`, {
      file: name,
    });
  }
  return { bytes, size, mtimeNs: before.mtimeNs };
}

function fill(descriptor: number, bytes: Uint8Array, size: number): number {
  let done = 0;
  while (done < size) {
    const count = readSync(descriptor, bytes, done, size - done, null);
    if (count === 0) break;
    done += count;
  }
  return done;
}

function isChanged(before: BigIntStats, descriptor: number): boolean {
  const after = fstatSync(descriptor, { bigint: true });
  return after.size !== before.size || after.mtimeNs !== before.mtimeNs;
}
