import { ArchiveError } from '#contract/archive-error.ts';
import type { Reply } from '#contract/reply.ts';

/** Unwraps the engine's reply on this side of the worker; a failure is thrown with its code. */
export function unwrapReply<Value>(reply: Reply<Value>): Value {
  if (reply.ok) return reply.value;
  const { code, message, ...place } = reply.error;
  throw new ArchiveError(code, message, place);
}
