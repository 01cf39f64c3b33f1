import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunningServer, startServer } from '../main/faces/server/start-server.ts';
import { type EngineClient, startEngineWorker } from '../main/faces/worker/engine-client.ts';
import { type RawAnswer, type RawRequest, rawRequest } from './raw-http.ts';

export const projectFolder = join(import.meta.dirname, '..', '..');

/** A server over a real engine in its worker, with a page of two files. */
export interface ServedApp {
  server: RunningServer;
  engine: EngineClient;
  folder: string;
  logged: string[];
  /** A session as a browser has it after its visit with the token. */
  cookie: string;
  /** With the host, origin and cookie that the page's own requests have, unless given otherwise. */
  ask(request: RawRequest): Promise<RawAnswer>;
  /** `POST /api/<name>`, and its reply. */
  call(name: string, input: unknown): Promise<unknown>;
  end(): Promise<void>;
}

export const pageText = '<!doctype html><title>page</title>';
export const secretText = 'not for the page';

export async function serveApp(
  options: { showArchive?: string; uploadLimit?: number } = {},
): Promise<ServedApp> {
  const folder = mkdtempSync(join(tmpdir(), 'strata-server-'));
  const rendererFolder = join(folder, 'renderer');
  mkdirSync(join(rendererFolder, 'assets'), { recursive: true });
  writeFileSync(join(rendererFolder, 'index.html'), pageText);
  writeFileSync(join(rendererFolder, 'assets', 'page-a1b2.js'), 'export {};');
  writeFileSync(join(folder, 'secret.json'), secretText);
  const engine = startEngineWorker({
    stateFolder: join(folder, 'state'),
    demoFolder: join(projectFolder, 'resources', 'demo'),
    roots: [folder],
    threads: 1,
  });
  const logged: string[] = [];
  const server = await startServer({
    engine,
    rendererFolder,
    port: 0,
    showArchive: options.showArchive ?? null,
    ...(options.uploadLimit === undefined ? {} : { uploadLimit: options.uploadLimit }),
    log: (line) => logged.push(line),
  });
  const { port } = server;
  const host = { Host: `127.0.0.1:${port}` };
  const visit = await rawRequest(port, { target: targetOf(server.url), headers: host });
  const cookie = (visit.headers['set-cookie'] ?? '').split(';')[0] as string;
  const ownHeaders = { ...host, Origin: `http://127.0.0.1:${port}`, Cookie: cookie };

  function ask(request: RawRequest) {
    return rawRequest(port, { ...request, headers: { ...ownHeaders, ...request.headers } });
  }

  return {
    server,
    engine,
    folder,
    logged,
    cookie,
    ask,
    async call(name, input) {
      const body = JSON.stringify(input);
      const headers = {
        'Content-Type': 'application/json',
        'Content-Length': String(Buffer.byteLength(body)),
      };
      const answer = await ask({ method: 'POST', target: `/api/${name}`, headers, body });
      return JSON.parse(answer.body);
    },
    async end() {
      await server.close();
      await engine.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Path and query of an address. */
export function targetOf(address: string): string {
  const { pathname, search } = new URL(address);
  return pathname + search;
}
