import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { isAbsolute, join, relative, sep } from 'node:path';
import { ArchiveError } from '#contract/archive-error.ts';
import { asFileFailure } from '../store/files/file-failure.ts';

/**
 * The file behind a path of an index, links resolved. An index may come from anywhere: a path that leads
 * out of the folder by its own parts is refused with `outside-root`. Throws `not-found`.
 */
export async function findBundleFile(folder: string, path: string): Promise<string> {
  const full = join(folder, path);
  const way = relative(folder, full);
  if (isAbsolute(path) || isAbsolute(way) || way === '' || way.split(sep)[0] === '..') {
    throw new ArchiveError('outside-root', `${path} lies outside of the archive`, { file: path });
  }
  try {
    return await realpath(full);
  } catch (error) {
    throw asFileFailure(error, path);
  }
}

/** Size and time of a bundle's file; throws `not-a-bundle` for anything else, whatever an index says. */
export function examineBundle(path: string, name: string): { size: number; mtime: Date } {
  const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;
  let descriptor: number | null = null;
  try {
    descriptor = openSync(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
    const { size, mtime } = fstatSync(descriptor);
    const magic = Buffer.alloc(4);
    readSync(descriptor, magic);
    requireMagic(magic, name);
    return { size, mtime };
  } catch (error) {
    throw asFileFailure(error, name);
  } finally {
    if (descriptor !== null) closeSync(descriptor);
  }
}

/** The index may be anybody's: only bundles leave an archive by it. */
export function requireMagic(start: Uint8Array, name: string): void {
  if (Buffer.from(start.subarray(0, 4)).toString('latin1') === 'IAFB') return;
  throw new ArchiveError('not-a-bundle', `${name} is not a bundle any more`, { file: name });
}
