import { unlinkSync } from 'node:fs';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RawRequest, rawExchange, rawRequest } from '../../../testing/raw-http.ts';
import {
  pageText,
  type ServedApp,
  secretText,
  serveApp,
  targetOf,
} from '../../../testing/served-app.ts';
import { startServer } from './start-server.ts';

let app: ServedApp;
let host: string;
let origin: string;

beforeAll(async () => {
  app = await serveApp();
  host = `127.0.0.1:${app.server.port}`;
  origin = `http://${host}`;
});
afterAll(() => app.end());

const everyAddress: RawRequest[] = [
  { target: '/' },
  { target: '/index.html' },
  { target: '/assets/page-a1b2.js' },
  { target: '/events' },
  { target: '/downloads/any' },
  { target: '/nothing-here' },
  { method: 'POST', target: '/api/listArchives' },
  { method: 'POST', target: '/uploads' },
  { method: 'PUT', target: '/uploads/any?path=a' },
  { method: 'OPTIONS', target: '/api/listArchives' },
  { method: 'DELETE', target: '/' },
];

describe('the server', () => {
  it('lets in who comes with the token, and swaps it for a cookie that scripts and other sites cannot use', async () => {
    const token = new URL(app.server.url).searchParams.get('token') as string;
    const visit = await rawRequest(app.server.port, {
      target: targetOf(app.server.url),
      headers: { Host: host },
    });

    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    expect(visit.status).toBe(303);
    expect(visit.headers.location).toBe('/');
    expect(visit.headers['set-cookie']).toMatch(/; HttpOnly; SameSite=Strict; Path=\/$/);
    expect(visit.text).not.toContain(token);
  });

  it('shows the page to who has the cookie, also after a reload', async () => {
    for (const _ of [1, 2]) {
      const answer = await app.ask({ target: '/' });
      expect([answer.status, answer.body]).toEqual([200, pageText]);
    }
  });

  it.each(everyAddress)('answers 401 to $method $target without the cookie', async (request) => {
    const answer = await app.ask({ ...request, headers: { Cookie: 'other=1' } });
    expect(answer.status).toBe(401);
  });

  it.each(['', 'wrong', 'A'.repeat(43)])('answers 401 to the token %j', async (token) => {
    const answer = await rawRequest(app.server.port, {
      target: `/?token=${token}`,
      headers: { Host: host },
    });
    expect(answer.status).toBe(401);
    expect(answer.headers).not.toHaveProperty('set-cookie');
  });

  it('takes the token nowhere else than in the address that was printed', async () => {
    const token = new URL(app.server.url).searchParams.get('token') as string;
    for (const request of [
      { target: `/index.html?token=${token}` },
      { method: 'POST', target: `/api/listArchives?token=${token}` },
      { target: '/', headers: { Authorization: `Bearer ${token}` } },
      { target: '/', headers: { Cookie: `strata-${app.server.port}=${token}` } },
    ]) {
      const answer = await app.ask({ ...request, headers: { Cookie: '', ...request.headers } });
      expect(answer.status).toBe(401);
    }
  });

  it('tells who comes with the cookie of an earlier server where to go', async () => {
    const answer = await app.ask({ headers: { Cookie: `strata-${app.server.port}=stale` } });

    expect(answer.status).toBe(401);
    expect(answer.headers['content-type']).toMatch(/^text\/html/);
    expect(answer.body).toContain('?token=');
  });

  it('forgets every cookie when it is started again, on the same port too', async () => {
    const old = await serveApp();
    const { port } = old.server;
    await old.server.close();
    const again = await startServer({
      engine: old.engine,
      rendererFolder: join(old.folder, 'renderer'),
      port,
      showArchive: null,
      log: () => {},
    });
    const answer = await old.ask({ target: '/' });
    expect(answer.status).toBe(401);
    await again.close();
    await old.engine.close();
  });
});

describe('a request meant for another host', () => {
  it.each([
    'evil.example',
    'evil.example:80',
    '127.0.0.1.evil.example',
    'localhost.evil.example:1234',
    '127.0.0.2',
    '0.0.0.0',
    '169.254.169.254',
    'evil.example@127.0.0.1',
    '127.0.0.1:1:2',
    '127.0.0.1/',
    '',
  ])('such as %j is refused, whatever it holds', async (name) => {
    const withCookie = await app.ask({ headers: { Host: name, Origin: `http://${name}` } });
    const withToken = await rawRequest(app.server.port, {
      target: targetOf(app.server.url),
      headers: { Host: name },
    });
    expect([withCookie.status, withToken.status]).toEqual([403, 403]);
    expect(withToken.headers).not.toHaveProperty('set-cookie');
  });

  it('is no other one when it comes through a tunnel from another port of this machine', async () => {
    const headers = { Host: 'localhost:8000', Origin: 'http://localhost:8000' };
    expect((await app.ask({ headers })).status).toBe(200);
  });

  it('is refused before anything is said about session or address', async () => {
    const headers = { Host: 'evil.example', Cookie: '' };
    expect((await app.ask({ target: '/nothing-here', headers })).status).toBe(403);
  });
});

describe('a request from another page', () => {
  it.each([
    'http://evil.example',
    'null',
    'https://HOST',
    'http://127.0.0.1:1',
    'http://localhost',
    'http://HOST.evil.example',
    '',
  ])('of origin %j is refused with cookie and token', async (pattern) => {
    const headers = { Origin: pattern.replace('HOST', host) };
    for (const request of everyAddress) {
      expect((await app.ask({ ...request, headers })).status).toBe(403);
    }
    expect((await app.ask({ target: targetOf(app.server.url), headers })).status).toBe(403);
  });

  it.each(['cross-site', 'same-site', 'odd'])(
    'that the browser calls %s is refused',
    async (site) => {
      const headers = { Host: host, Cookie: app.cookie, 'Sec-Fetch-Site': site };
      expect((await rawRequest(app.server.port, { headers })).status).toBe(403);
    },
  );

  it.each(['same-origin', 'none'])('that the browser calls %s is none', async (site) => {
    const headers = { Host: host, Cookie: app.cookie, 'Sec-Fetch-Site': site };
    expect((await rawRequest(app.server.port, { headers })).status).toBe(200);
  });

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])(
    'that does not say where it is from is refused a %s',
    async (method) => {
      const answer = await rawRequest(app.server.port, {
        method,
        target: '/api/listArchives',
        headers: { Host: host, Cookie: app.cookie },
      });
      expect(answer.status).toBe(403);
    },
  );
});

describe('every answer', () => {
  it('has the headers that bind the page, and none that opens the server to other pages', async () => {
    const answers = [
      ...(await Promise.all(
        everyAddress.filter(({ target }) => target !== '/events').map((one) => app.ask(one)),
      )),
      ...(await Promise.all(
        everyAddress.map((one) => app.ask({ ...one, headers: { Cookie: '' } })),
      )),
      await app.ask({ headers: { Origin: 'http://evil.example' } }),
      await app.ask({ target: targetOf(app.server.url) }),
    ];
    for (const { headers } of answers) {
      expect(headers['content-security-policy']).toBe(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; " +
          "connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      );
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['referrer-policy']).toBe('no-referrer');
      const names = Object.keys(headers);
      expect(names.filter((name) => name.startsWith('access-control-'))).toEqual([]);
    }
  });

  it('keeps pages and data out of caches, but not the files whose names hold their hash', async () => {
    const [page, asset] = [await app.ask({}), await app.ask({ target: '/assets/page-a1b2.js' })];
    expect(page.headers['cache-control']).toBe('no-store');
    expect(asset.headers['cache-control']).toMatch(/immutable/);
  });
});

describe('a path out of the page folder', () => {
  it.each(traversals())('such as %s leads nowhere', async (target) => {
    const answer = await app.ask({ target });
    expect([400, 404]).toContain(answer.status);
    expect(answer.text).not.toContain(secretText);
  });
});

describe('the line to the server', () => {
  it('cannot be reached from other machines', async () => {
    const others = Object.values(networkInterfaces()).flatMap((addresses) =>
      (addresses ?? []).filter(({ internal }) => !internal).map(({ address }) => address),
    );
    for (const address of ['127.0.0.2', ...others]) {
      expect(await canConnect(address, app.server.port)).toBe(false);
    }
  });

  it('does not turn into another protocol', async () => {
    const headers = { Connection: 'Upgrade', Upgrade: 'websocket', 'Sec-WebSocket-Version': '13' };
    const inside = await app.ask({ target: '/nothing-here', headers: { ...headers, ...closing } });
    const outside = await app.ask({
      target: '/events',
      headers: { ...headers, ...closing, Cookie: '' },
    });
    expect([inside.status, outside.status]).toEqual([404, 401]);
  });

  it('takes no part of a second request for the body of the first', async () => {
    const smuggled = `GET / HTTP/1.1\r\nHost: ${host}\r\n\r\n`;
    const text =
      `POST /api/listArchives HTTP/1.1\r\nHost: ${host}\r\nOrigin: ${origin}\r\nCookie: ${app.cookie}\r\n` +
      `Content-Length: 2\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n0\r\n\r\n${smuggled}`;
    expect((await rawExchange(app.server.port, Buffer.from(text))).status).toBe(400);
  });

  it('is not named in any log, nor is the token', async () => {
    unlinkSync(join(app.folder, 'renderer', 'assets', 'page-a1b2.js'));
    const token = new URL(app.server.url).searchParams.get('token') as string;
    const answer = await app.ask({ target: `/assets/page-a1b2.js?token=${token}` });

    expect(answer.status).toBe(500);
    expect(answer.body).not.toContain(app.folder);
    expect(app.logged.join('\n')).toContain('GET /assets/page-a1b2.js');
    expect(app.logged.join('\n')).not.toContain(token);
    expect(app.logged.join('\n')).not.toContain(app.cookie);
  });
});

const closing = { Connection: 'close, Upgrade' };

/** A hundred ways to write "up and out". */
function traversals(): string[] {
  const dots = [
    '..',
    '%2e%2e',
    '%2E.',
    '.%2e',
    '%252e%252e',
    '..;',
    '....',
    '%c0%ae%c0%ae',
    '..%00',
    '%uff0e',
  ];
  const slashes = ['/', '%2f', '%2F', '\\', '%5c', '%252f', '//', '/./', '%c0%af', '/;/'];
  return dots.flatMap((dot) =>
    slashes.map((slash) => `/assets${slash}${dot}${slash}${dot}${slash}secret.json`),
  );
}

function canConnect(address: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: address, port });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
