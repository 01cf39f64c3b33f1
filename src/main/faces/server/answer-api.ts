import type { IncomingMessage, ServerResponse } from 'node:http';
import { httpPaths } from '#contract/http-paths.ts';
import type { OperationName } from '#contract/operations.ts';
import type { EngineClient } from '../worker/engine-client.ts';
import { readBody } from './read-body.ts';
import { refuse, refuseBody, sendReply } from './send-reply.ts';

/** 1 MiB: the largest input is a view state of 256 KiB, or a selection of some ten thousand rows. */
const BODY_LIMIT = 1024 * 1024;

/** `POST /api/<operation>`. Name and input are parsed by the engine's own dispatch. */
export async function answerApi(
  engine: EngineClient,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
): Promise<void> {
  if (request.method !== 'POST') return refuse(response, 405, 'bad-request', 'only POST is known');
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) {
    return refuseBody(request, response, 415, 'bad-request', 'the body must be JSON');
  }
  const body = await readBody(request, BODY_LIMIT);
  if (body === null) {
    return refuseBody(request, response, 413, 'bad-request', 'the request is longer than 1 MiB');
  }
  const input = parseJson(body);
  if (input === undefined) return refuse(response, 400, 'bad-request', 'the body is not JSON');
  const name = path.slice(httpPaths.api.length) as OperationName;
  sendReply(response, await engine.call(name, input));
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
