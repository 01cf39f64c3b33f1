import { ArchiveError } from '#contract/archive-error.ts';
import type { ErrorCode } from '#contract/reply.ts';

const known: Readonly<Record<string, readonly [ErrorCode, string]>> = {
  ENOENT: ['not-found', 'there is no such file or folder'],
  ENOTDIR: ['not-found', 'a part of the path is not a folder'],
  ELOOP: ['file-special', 'a link that is not followed, or goes round in a circle'],
  ENAMETOOLONG: ['bad-request', 'the name is too long for this disk'],
  EACCES: ['no-permission', 'the system does not allow it'],
  EPERM: ['no-permission', 'the system does not allow it'],
  EROFS: ['no-permission', 'the disk is read-only'],
  ENXIO: ['file-special', 'not an ordinary file'],
  EISDIR: ['file-special', 'a folder, not a file'],
  EEXIST: ['already-exists', 'there is a file of that name'],
  ENOTEMPTY: ['already-exists', 'there is a folder of that name'],
  ENOSPC: ['disk-full', 'the disk is full'],
  EDQUOT: ['disk-full', 'the disk quota is used up'],
  EIO: ['io-error', 'the disk could not be read or written'],
  EMFILE: ['io-error', 'too many files are open'],
  EBUSY: ['io-error', 'the file is in use'],
};

/** What the system refused, in words a user can act on; anything unknown passes unchanged. `file` is a name for people. */
export function asFileFailure(error: unknown, file: string): unknown {
  const systemCode = (error as NodeJS.ErrnoException | null)?.code;
  const words = systemCode === undefined ? undefined : known[systemCode];
  if (words === undefined || error instanceof ArchiveError) return error;
  return new ArchiveError(words[0], `${file}: ${words[1]} (${systemCode})`, { file, cause: error });
}

/** The code of a system error, or undefined for anything else. */
export function systemCodeOf(error: unknown): string | undefined {
  const code = (error as NodeJS.ErrnoException | null)?.code;
  return typeof code === 'string' ? code : undefined;
}
