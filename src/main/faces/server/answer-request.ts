import type { IncomingMessage, ServerResponse } from 'node:http';
import { httpPaths } from '#contract/http-paths.ts';
import type { BuiltFile } from '../built-page.ts';
import type { EngineClient } from '../worker/engine-client.ts';
import { answerApi } from './answer-api.ts';
import { answerDownload } from './answer-download.ts';
import { answerPage } from './answer-page.ts';
import { checkRequest } from './check-request.ts';
import type { EventStreams } from './event-stream.ts';
import { sendNoSessionPage } from './no-session-page.ts';
import { securityHeaders } from './security-headers.ts';
import { refuse, refuseBody } from './send-reply.ts';
import type { Session } from './session.ts';
import type { AnswerUpload } from './uploads.ts';

export interface RequestContext {
  engine: EngineClient;
  session: Session;
  files: ReadonlyMap<string, BuiltFile>;
  events: EventStreams;
  answerUpload: AnswerUpload;
  showArchive: string | null;
  log: (line: string) => void;
}

export type RequestHandler = (request: IncomingMessage, response: ServerResponse) => void;

/** Host, origin, session, route: in this order, so that whoever may not ask learns nothing about what there is. */
export function createRequestHandler(context: RequestContext): RequestHandler {
  const { engine, session, files, events, answerUpload, log } = context;
  /** Set by a visit with the token: the page that loads next is told which archive to show. */
  let isArchiveToShow = false;

  return (request, response) => {
    answer(request, response).catch((error: unknown) => {
      // The path only: a query may hold the token.
      const path = (request.url ?? '').split('?')[0];
      log(`${request.method} ${path}: ${error instanceof Error ? error.stack : String(error)}`);
      if (response.headersSent) response.destroy();
      else refuseBody(request, response, 500, 'internal', 'unexpected failure, see the log');
    });
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = parseTarget(request.url ?? '');
    const refusal = checkRequest(request, session);
    if (refusal === 'foreign-host' || refusal === 'foreign-origin') {
      const what = refusal === 'foreign-host' ? 'host' : 'origin';
      return refuseBody(request, response, 403, 'no-permission', `refused: foreign ${what}`);
    }
    const isVisit = url?.pathname === '/' && request.method === 'GET';
    const token = isVisit ? url.searchParams.get('token') : null;
    if (token !== null && session.isToken(token)) return swapToken(response);
    if (refusal === 'no-session' && isVisit) return sendNoSessionPage(response);
    if (refusal === 'no-session') {
      return refuseBody(request, response, 401, 'no-permission', 'open the address with its token');
    }
    if (url === null) return refuseBody(request, response, 404, 'not-found', 'no such address');
    return route(request, response, url);
  }

  /** The token leaves the address bar and the history before the page loads. */
  function swapToken(response: ServerResponse): void {
    isArchiveToShow = context.showArchive !== null;
    response.writeHead(303, {
      ...securityHeaders,
      'Set-Cookie': session.setCookie,
      Location: '/',
      'Content-Length': 0,
    });
    response.end();
  }

  async function route(
    request: IncomingMessage,
    response: ServerResponse,
    url: URL,
  ): Promise<void> {
    const path = url.pathname;
    if (path.startsWith(httpPaths.api)) return answerApi(engine, request, response, path);
    if (path.startsWith(httpPaths.downloads)) {
      return answerDownload(engine, request, response, path);
    }
    if (path === httpPaths.uploads || path.startsWith(`${httpPaths.uploads}/`)) {
      return answerUpload(request, response, url);
    }
    if (path === httpPaths.events && request.method === 'GET') return openEvents(response);
    if (path === httpPaths.events) return refuse(response, 405, 'bad-request', 'only GET is known');
    return answerPage(files, request, response, path);
  }

  function openEvents(response: ServerResponse): void {
    const archive = isArchiveToShow ? context.showArchive : null;
    isArchiveToShow = false;
    events.add(response, archive === null ? null : { type: 'open-archive', archive });
  }
}

/**
 * The target as it was sent: not resolved by the URL parser first, which would make `/a/../b` a `/b`.
 * Null for what is no plain path, such as `http://elsewhere/` or `//elsewhere/`.
 */
function parseTarget(target: string): URL | null {
  if (!/^\/(?!\/)[^\\#]*$/.test(target)) return null;
  const [path = '', ...query] = target.split('?');
  if (/(^|\/)(\.|%2e){1,2}(\/|$)/i.test(path)) return null;
  const url = new URL('http://127.0.0.1/');
  url.pathname = path;
  url.search = query.join('?');
  return url.pathname === path ? url : null;
}
