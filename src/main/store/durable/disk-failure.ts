import { ArchiveError } from '#contract/archive-error.ts';
import type { ErrorCode } from '#contract/reply.ts';

const codes: Readonly<Record<string, ErrorCode>> = {
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
  EACCES: 'no-permission',
  EPERM: 'no-permission',
  EROFS: 'no-permission',
  EIO: 'io-error',
  EMFILE: 'io-error',
  EBUSY: 'io-error',
};

/** Says what the system refused in words a user can act on; anything unknown passes through unchanged. */
export function asDiskFailure(error: unknown, file: string): unknown {
  const systemCode = (error as NodeJS.ErrnoException | null)?.code;
  const code = systemCode === undefined ? undefined : codes[systemCode];
  if (code === undefined) return error;
  return new ArchiveError(code, `the system refused ${file}: ${systemCode}`, {
    file,
    cause: error,
  });
}
