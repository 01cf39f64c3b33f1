import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EngineEvent, Job, OpenedArchive } from '#contract/operations.ts';
import { projectFolder, type ServedApp, serveApp, targetOf } from '../../../testing/served-app.ts';

let app: ServedApp;

beforeAll(async () => {
  app = await serveApp({ uploadLimit: 1000 });
});
afterAll(() => app.end());

describe('an operation', () => {
  it('is asked for by POST with JSON, and answered with the reply of the engine', async () => {
    expect(await app.call('listArchives', {})).toEqual({ ok: true, value: [] });
  });

  it('that there is none of, or that is asked wrongly, is an answer too', async () => {
    for (const name of ['nothing', 'constructor', '__proto__', 'readState']) {
      expect(await app.call(name, {})).toMatchObject({ ok: false, error: { code: 'bad-request' } });
    }
  });

  it('wants its own method, JSON by name, and JSON in fact', async () => {
    const target = '/api/listArchives';
    const json = { 'Content-Type': 'application/json', 'Content-Length': '1' };
    const form = { 'Content-Type': 'text/plain', 'Content-Length': '2' };

    expect((await app.ask({ target })).status).toBe(405);
    expect((await app.ask({ target, method: 'POST', headers: form, body: '{}' })).status).toBe(415);
    expect((await app.ask({ target, method: 'POST', headers: json, body: '{' })).status).toBe(400);
  });

  it('takes no more than 1 MiB, whether its length is told or not', async () => {
    const body = `{"x":"${'x'.repeat(1024 * 1024)}"}`;
    const told = { 'Content-Type': 'application/json', 'Content-Length': String(body.length) };
    const untold = { 'Content-Type': 'application/json', 'Transfer-Encoding': 'chunked' };
    const chunked = `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`;
    const request = { method: 'POST', target: '/api/listArchives' };

    expect((await app.ask({ ...request, headers: told, body })).status).toBe(413);
    expect((await app.ask({ ...request, headers: untold, body: chunked })).status).toBe(413);
  });
});

describe('an upload', () => {
  it('streams files into a folder of its own, which becomes a place', async () => {
    const upload = await beginUpload();
    expect((await put(upload, 'a/b.iafbt', 'bytes')).status).toBe(200);
    expect((await put(upload, 'a/Стратегия 🚀.iafbt', 'more')).status).toBe(200);

    const reply = await post(`/uploads/${upload}/finish`);
    expect(reply).toMatchObject({ ok: true, value: { kind: 'folder' } });
    const { label } = (reply as { value: { label: string } }).value;
    expect(readFileSync(join(label, 'a', 'b.iafbt'), 'utf8')).toBe('bytes');
    expect(readdirSync(join(label, 'a')).sort()).toEqual(['b.iafbt', 'Стратегия 🚀.iafbt']);
    expect((await put(upload, 'late.iafbt', 'x')).status).toBe(404);
  });

  it.each([
    '../x',
    'a/../../x',
    '/etc/x',
    'a//b',
    './x',
    '..',
    '',
    'a\\..\\x',
    'C:x',
    'nul\u0000',
    'con.iafbt',
    'x.',
    'x ',
    `${'x'.repeat(256)}`,
    'd/'.repeat(40),
  ])('does not take the name %j', async (name) => {
    const upload = await beginUpload();
    expect((await put(upload, name, 'x')).status).toBe(400);
    expect(existsSync(join(app.folder, 'x'))).toBe(false);
  });

  it('takes no name twice, and no folder where a file is', async () => {
    const upload = await beginUpload();
    await put(upload, 'a', 'first');
    expect((await put(upload, 'a', 'second')).status).toBe(409);
    expect((await put(upload, 'a/b', 'second')).status).toBe(409);
  });

  it('stops at the limit, whether the length is told or not, and leaves nothing of the file', async () => {
    const upload = await beginUpload();
    const body = 'x'.repeat(1001);
    const chunked = {
      method: 'PUT',
      target: `/uploads/${upload}?path=chunked`,
      headers: { 'Transfer-Encoding': 'chunked' },
      body: `3e9\r\n${body}\r\n0\r\n\r\n`,
    };
    expect((await put(upload, 'told', body)).status).toBe(413);
    expect((await app.ask(chunked)).status).toBe(413);
    expect((await put(upload, 'small', 'x'.repeat(1000))).status).toBe(200);

    const reply = (await post(`/uploads/${upload}/finish`)) as { value: { label: string } };
    expect(readdirSync(reply.value.label)).toEqual(['small']);
  });

  it('that was never begun is not there', async () => {
    for (const id of ['any', '..', '%2e%2e', 'constructor']) {
      expect((await put(id, 'x', 'x')).status).toBe(404);
    }
  });
});

describe('a download', () => {
  it('is the file that an export made, under its name', async () => {
    const events = await listen(app);
    const demo = (await app.call('openDemo', {})) as { value: OpenedArchive };
    const archive = demo.value.archive;
    if (demo.value.job !== null) await events.until(isDone(demo.value.job));
    const scope = { archive, rows: 'backtests', filter: '', quick: '' };
    const started = (await app.call('startExport', {
      ...scope,
      selection: { kind: 'matching', except: [] },
      sort: [],
      columns: ['handle', 'sharpe_ratio'],
      format: 'csv',
      to: null,
      name: 'näme "x".csv',
    })) as { value: { job: string } };
    const job = await events.until(isDone(started.value.job));
    events.end();

    const name = job.result?.download as string;
    const answer = await app.ask({ target: `/downloads/${encodeURIComponent(name)}` });
    expect(answer.status).toBe(200);
    expect(answer.headers['content-disposition']).toMatch(/^attachment; filename="[\w.-]+"; /);
    expect(answer.headers['content-type']).toBe('application/octet-stream');
    expect(answer.body.split('\n')[0]).toContain('sharpe_ratio');
    expect(answer.body.trimEnd().split('\n')).toHaveLength(1 + demoBundles());
  });

  it.each(['nothing', '..%2f..%2fsecret.json', '%2e%2e', '%ff', '%00', '/etc/passwd'])(
    'that there is none of, such as %s, is not there',
    async (name) => {
      expect((await app.ask({ target: `/downloads/${name}` })).status).toBe(404);
    },
  );
});

describe('the event stream', () => {
  it('first names the archive to show, once for each visit with the token', async () => {
    const shown = await serveApp({ showArchive: 'some-archive' });
    const first = await listen(shown);
    expect(await first.next()).toEqual({ type: 'open-archive', archive: 'some-archive' });

    const second = await listen(shown);
    await shown.ask({ target: targetOf(shown.server.url) });
    const third = await listen(shown);
    expect(await third.next()).toEqual({ type: 'open-archive', archive: 'some-archive' });
    expect(second.seen).toEqual([]);

    // The server ends although pages still listen.
    await shown.end();
    await Promise.all([first.closed, second.closed, third.closed]);
  });
});

async function beginUpload(): Promise<string> {
  return ((await post('/uploads')) as { value: { upload: string } }).value.upload;
}

async function post(target: string): Promise<unknown> {
  const answer = await app.ask({ method: 'POST', target, headers: { 'Content-Length': '0' } });
  return JSON.parse(answer.body);
}

function put(upload: string, path: string, body: string) {
  const headers = { 'Content-Length': String(Buffer.byteLength(body)) };
  const target = `/uploads/${upload}?${new URLSearchParams({ path })}`;
  return app.ask({ method: 'PUT', target, headers, body });
}

function demoBundles(): number {
  const demo = join(projectFolder, 'resources', 'demo');
  const files = readdirSync(demo, { recursive: true, encoding: 'utf8' });
  return files.filter((name) => /\.(iafbt|obtf)$/.test(name)).length;
}

function isDone(job: string) {
  return (event: EngineEvent): Job | null =>
    event.type === 'job' && event.job.job === job && event.job.state === 'done' ? event.job : null;
}

/** A page that listens. Resolves when the stream is open. */
async function listen(served: ServedApp) {
  const { port } = served.server;
  const seen: EngineEvent[] = [];
  let wake = () => {};
  let rest = '';
  const socket = connect({ host: '127.0.0.1', port });
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  socket.write(
    `GET /events HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nCookie: ${served.cookie}\r\n\r\n`,
  );
  await new Promise<void>((resolve) => {
    socket.on('data', (part) => {
      rest += part.toString('utf8');
      if (rest.includes('retry: 1000\n\n')) resolve();
      const messages = rest.split('\n\n');
      rest = messages.pop() ?? '';
      for (const message of messages) {
        const data = /^data: (.*)$/m.exec(message)?.[1];
        if (data !== undefined) seen.push(JSON.parse(data));
      }
      wake();
    });
  });
  let read = 0;

  async function next(): Promise<EngineEvent> {
    while (read >= seen.length) await new Promise<void>((resolve) => (wake = resolve));
    return seen[read++] as EngineEvent;
  }

  return {
    seen,
    closed,
    next,
    async until<Found>(find: (event: EngineEvent) => Found | null): Promise<Found> {
      for (;;) {
        const found = find(await next());
        if (found !== null) return found;
      }
    },
    end: () => socket.destroy(),
  };
}
