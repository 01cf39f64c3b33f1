import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { ArchiveError } from '#contract/archive-error.ts';

const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;
/** Far above any file of an archive; below what a Buffer holds. */
const MOST_BYTES = 1024 ** 3;

/**
 * Opens an ordinary file of an archive for reading. An archive may be anybody's: a pipe in it would be waited for,
 * a device read for ever, a link followed to wherever it leads. Throws `file-special` for these; what the system
 * refuses as it is (`ENOENT`). `name` is for people.
 */
export async function openOrdinary(path: string, name: string): Promise<FileHandle> {
  const file = await open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK).catch((error) => {
    if (error.code !== 'ELOOP' && error.code !== 'ENXIO') throw error;
    throw special(name, error);
  });
  if ((await file.stat()).isFile()) return file;
  await file.close();
  throw special(name);
}

/** All of it; `file-too-large` beyond 1 GiB. */
export async function readOrdinary(path: string, name: string): Promise<Buffer> {
  const file = await openOrdinary(path, name);
  try {
    const { size } = await file.stat();
    if (size <= MOST_BYTES) return await file.readFile();
    throw new ArchiveError('file-too-large', `${name} has ${size} bytes`, { file: name });
  } finally {
    await file.close();
  }
}

function special(name: string, cause?: unknown): ArchiveError {
  const what = `${name} is no ordinary file but a link, a pipe or a device`;
  return new ArchiveError('file-special', what, { file: name, cause });
}
