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
