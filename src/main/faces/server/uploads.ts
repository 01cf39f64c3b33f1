import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { dirname, join } from 'node:path';
import { Transform, type TransformCallback } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ArchiveError } from '#contract/archive-error.ts';
import { httpPaths } from '#contract/http-paths.ts';
import type { ErrorCode } from '#contract/reply.ts';
import type { EngineClient } from '../worker/engine-client.ts';
import { refuse, refuseBody, sendReply } from './send-reply.ts';
import { parseUploadPath } from './upload-path.ts';

/** 1 GiB: the largest bundles that were measured are some tens of MB. */
const FILE_LIMIT = 1024 * 1024 * 1024;

export type AnswerUpload = (
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
) => Promise<void>;

/** The files a page was given by a drop, on their way into a folder of their own. */
export function createUploads(engine: EngineClient, fileLimit = FILE_LIMIT): AnswerUpload {
  /** Upload id → its folder. Only what this server made can be written to. */
  const folders = new Map<string, string>();

  return async (request, response, url) => {
    const [id, action, ...more] = url.pathname.slice(httpPaths.uploads.length + 1).split('/');
    if (url.pathname === httpPaths.uploads) return begin(request, response);
    const folder = folders.get(id ?? '');
    if (folder === undefined || more.length > 0) {
      return refuseBody(request, response, 404, 'not-found', 'no such upload');
    }
    if (action === undefined && request.method === 'PUT') {
      return takeFile(request, response, folder, url.searchParams.get('path') ?? '');
    }
    if (action === 'finish' && request.method === 'POST') {
      folders.delete(id ?? '');
      return sendReply(response, await engine.host('grantPlace', { path: folder }));
    }
    refuseBody(request, response, 405, 'bad-request', 'not a step of an upload');
  };

  async function begin(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method !== 'POST')
      return refuse(response, 405, 'bad-request', 'only POST is known');
    const reply = await engine.host('newUpload', {});
    if (!reply.ok) return sendReply(response, reply);
    const { upload, path } = reply.value;
    folders.set(upload, path);
    sendReply(response, { ok: true, value: { upload } });
  }

  async function takeFile(
    request: IncomingMessage,
    response: ServerResponse,
    folder: string,
    path: string,
  ): Promise<void> {
    const declared = Number(request.headers['content-length'] ?? 0);
    try {
      const file = join(folder, ...parseUploadPath(path));
      if (declared > fileLimit) throw tooLarge(path);
      await receive(request, file, path);
      sendReply(response, { ok: true, value: {} });
    } catch (error) {
      const failure = asArchiveError(error, path);
      refuseBody(request, response, statusOf(failure.code), failure.code, failure.message);
    }
  }

  /** Whole or not at all: half a file would look like a damaged bundle. */
  async function receive(request: IncomingMessage, file: string, path: string): Promise<void> {
    await mkdir(dirname(file), { recursive: true });
    const target = createWriteStream(file, { flags: 'wx' });
    try {
      await pipeline(request.iterator({ destroyOnReturn: false }), limited(path), target);
    } catch (error) {
      if (!isCode(error, 'EEXIST')) await rm(file, { force: true });
      throw error;
    }
  }

  function limited(path: string): Transform {
    let length = 0;
    return new Transform({
      transform(part: Buffer, _encoding, done: TransformCallback) {
        length += part.length;
        if (length > fileLimit) done(tooLarge(path));
        else done(null, part);
      },
    });
  }
}

function tooLarge(path: string): ArchiveError {
  return new ArchiveError('file-too-large', `${path} is larger than an upload may be`, {
    file: path,
    advice: 'Copy the file into the archive folder, and index the folder.',
  });
}

function statusOf(code: ErrorCode): number {
  if (code === 'file-too-large') return 413;
  if (code === 'already-exists') return 409;
  if (code === 'disk-full') return 507;
  return code === 'bad-request' ? 400 : 500;
}

/** Rethrows what is unexpected. */
function asArchiveError(error: unknown, file: string): ArchiveError {
  if (error instanceof ArchiveError) return error;
  if (isCode(error, 'EEXIST') || isCode(error, 'ENOTDIR')) {
    return new ArchiveError('already-exists', `${file} was uploaded already`, { file });
  }
  if (isCode(error, 'ENOSPC')) return new ArchiveError('disk-full', 'the disk is full', { file });
  throw error;
}

function isCode(error: unknown, code: string): boolean {
  return (error as NodeJS.ErrnoException | null)?.code === code;
}
