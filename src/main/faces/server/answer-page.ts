import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { BuiltFile } from '../built-page.ts';
import { securityHeaders } from './security-headers.ts';
import { refuse } from './send-reply.ts';

/** The page and what it loads, from the allow-list. */
export async function answerPage(
  files: ReadonlyMap<string, BuiltFile>,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
): Promise<void> {
  const file = files.get(path);
  if (file === undefined) return refuse(response, 404, 'not-found', 'no such address');
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return refuse(response, 405, 'bad-request', 'only GET is known');
  }
  const bytes = await readFile(file.path);
  response.writeHead(200, {
    ...securityHeaders,
    'Content-Type': file.contentType,
    'Content-Length': bytes.length,
    // Names of assets hold their hash; the page itself is asked for every time.
    'Cache-Control': path.startsWith('/assets/')
      ? 'private, max-age=31536000, immutable'
      : 'no-store',
  });
  response.end(request.method === 'HEAD' ? undefined : bytes);
}
