import type { ErrorCode } from '#contract/reply.ts';

export const exitCodes = {
  done: 0,
  failed: 1,
  wrongUsage: 2,
  /** Some inputs failed; the list is printed. */
  partlyDone: 3,
  /** Could not be checked, or another process holds the archive. */
  locked: 4,
  cancelled: 130,
} as const;

export function exitCodeOf(code: ErrorCode): number {
  if (code === 'cancelled') return exitCodes.cancelled;
  if (code === 'archive-locked') return exitCodes.locked;
  if (code === 'bad-request' || code === 'bad-filter' || code === 'unknown-column') {
    return exitCodes.wrongUsage;
  }
  return exitCodes.failed;
}
