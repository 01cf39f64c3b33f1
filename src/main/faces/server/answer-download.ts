import { open } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { httpPaths } from '#contract/http-paths.ts';
import type { EngineClient } from '../worker/engine-client.ts';
import { securityHeaders } from './security-headers.ts';
import { refuse, sendReply } from './send-reply.ts';

/** `GET /downloads/<name>`: a finished export. Which file a name stands for only the engine knows. */
export async function answerDownload(
  engine: EngineClient,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return refuse(response, 405, 'bad-request', 'only GET is known');
  }
  const name = decodeName(path.slice(httpPaths.downloads.length));
  if (name === null) return refuse(response, 404, 'not-found', 'no such download');
  const reply = await engine.host('downloadFile', { name });
  if (!reply.ok) return sendReply(response, reply, 404);
  if (reply.value === null) return refuse(response, 404, 'not-found', 'no such download');

  const file = await open(reply.value.path, 'r').catch(() => null);
  if (file === null) return refuse(response, 404, 'not-found', 'the download is gone');
  try {
    response.writeHead(200, {
      ...securityHeaders,
      'Content-Type': 'application/octet-stream',
      'Content-Length': (await file.stat()).size,
      'Content-Disposition': attachment(reply.value.fileName),
    });
    if (request.method === 'HEAD') response.end();
    else await pipeline(file.createReadStream({ autoClose: false }), response);
  } finally {
    await file.close();
  }
}

/** RFC 6266: a plain name for old clients, the real one in UTF-8. */
function attachment(fileName: string): string {
  const plain = fileName.replace(/[^\w.-]+/g, '_');
  const encoded = encodeURIComponent(fileName).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}

function decodeName(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
