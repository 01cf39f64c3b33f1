import { constants, gunzipSync, gzipSync } from 'node:zlib';
import { ArchiveError } from '#contract/archive-error.ts';
import { readTar } from './read-tar.ts';
import { badTar } from './tar-header.ts';
import { type TarFile, writeTar } from './write-tar.ts';

/** A chunk of kind code: a gzip'd tar, the same bytes for the same files on the same zlib. */

/** Of all files together: far above any strategy, and read into memory at once. */
export const maxSourceBytes = 64 * 1024 ** 2;

/** Where gzip says which system wrote it; 255 is "unknown". */
const systemByte = 9;

export function packSource(files: readonly TarFile[]): Uint8Array {
  const packed = gzipSync(writeTar(files), { level: constants.Z_BEST_COMPRESSION });
  packed[systemByte] = 255;
  return packed;
}

/**
 * The files of a chunk of kind code, which may be a stranger's. Throws `file-damaged`, and `outside-root`
 * where a name leads out of the folder it would be written to.
 */
export function unpackSource(chunk: Uint8Array): TarFile[] {
  const files = readTar(unzip(chunk));
  for (const { path } of files) {
    if (isBelow(path)) continue;
    throw new ArchiveError('outside-root', 'a name in the packed source code leads out of it');
  }
  return files;
}

function unzip(chunk: Uint8Array): Uint8Array {
  try {
    return gunzipSync(chunk, { maxOutputLength: 2 * maxSourceBytes });
  } catch (cause) {
    throw badTar(cause instanceof Error ? cause.message : 'no gzip');
  }
}

/** On Windows, too, where `\` parts folders and `:` names a drive or a stream. */
function isBelow(path: string): boolean {
  if (path === '' || /[\\:\0]/.test(path)) return false;
  return path.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
}
