import type { IncomingMessage } from 'node:http';
import type { Session } from './session.ts';

export type Refusal = 'foreign-host' | 'foreign-origin' | 'no-session';

const readingMethods = new Set(['GET', 'HEAD']);

/** Names only this machine has. The port may be another one: that of a tunnel. */
const ownHost = /^(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?$/i;

/**
 * Who asks? In this order: the host the request was meant for (a page that had its name rebound to
 * 127.0.0.1 says its own), the page it comes from, and whether it holds the session. Null when all
 * is well. What is asked for comes after.
 */
export function checkRequest(request: IncomingMessage, session: Session): Refusal | null {
  const { host, origin, cookie } = request.headers;
  if (host === undefined || !ownHost.test(host)) return 'foreign-host';
  if (isForeign(request, host, origin)) return 'foreign-origin';
  return session.isIn(cookie) ? null : 'no-session';
}

/** A browser names the origin with all that can change something; without it that is refused. */
function isForeign(request: IncomingMessage, host: string, origin: string | undefined): boolean {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return true;
  if (origin !== undefined) return origin.toLowerCase() !== `http://${host}`.toLowerCase();
  return !readingMethods.has(request.method ?? '');
}
