import type { IncomingMessage, ServerResponse } from 'node:http';
import { adviceFor } from '#contract/advice.ts';
import type { ErrorCode, Reply } from '#contract/reply.ts';
import { securityHeaders } from './security-headers.ts';

/** A reply of the engine: that it failed is in the reply; the status is about the request itself. */
export function sendReply(response: ServerResponse, reply: Reply<unknown>, status = 200): void {
  const body = JSON.stringify(reply);
  response.writeHead(status, {
    ...securityHeaders,
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(body),
  });
  response.end(body);
}

/** A request that never got as far as the engine. */
export function refuse(
  response: ServerResponse,
  status: number,
  code: ErrorCode,
  message: string,
): void {
  sendReply(response, { ok: false, error: { code, message, advice: adviceFor(code) } }, status);
}

/** How long a client may go on sending what nobody reads. */
const DRAIN_MILLISECONDS = 10_000;

/**
 * The same, to a client that is still sending. What it sends is thrown away: a connection closed in its
 * face would lose it the answer.
 */
export function refuseBody(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  code: ErrorCode,
  message: string,
): void {
  refuse(response, status, code, message);
  const timer = setTimeout(() => request.destroy(), DRAIN_MILLISECONDS);
  request.once('close', () => clearTimeout(timer));
  request.resume();
}
