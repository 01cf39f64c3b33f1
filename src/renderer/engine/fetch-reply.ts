import { ArchiveError } from '#contract/archive-error.ts';
import type { Failure, Reply } from '#contract/reply.ts';

/** One request to the loopback server. A server that cannot be reached is a failure like any other. */
export async function fetchReply(address: string, request: RequestInit): Promise<Reply<unknown>> {
  try {
    const response = await fetch(address, { ...request, credentials: 'same-origin' });
    if (response.status === 401) return failed(signedOut);
    return parseReply(await response.json());
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    return failed(unreachable);
  }
}

export async function fetchValue<Value>(address: string, request: RequestInit): Promise<Value> {
  const reply = await fetchReply(address, request);
  if (reply.ok) return reply.value as Value;
  const { code, message, ...place } = reply.error;
  throw new ArchiveError(code, message, place);
}

const signedOut: Failure = {
  code: 'no-permission',
  message: 'Strata was started again, and this page belongs to the earlier start',
  advice: 'Open the address that strata serve printed last.',
};

const unreachable: Failure = {
  code: 'io-error',
  message: 'Strata does not answer',
  advice: 'Check that strata serve is still running; the page goes on by itself when it is.',
};

function failed(error: Failure): Reply<never> {
  return { ok: false, error };
}

function parseReply(body: unknown): Reply<unknown> {
  const isReply = typeof body === 'object' && body !== null && 'ok' in body;
  return isReply ? (body as Reply<unknown>) : failed(unreachable);
}
