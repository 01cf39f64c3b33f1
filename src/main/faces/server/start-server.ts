import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { ArchiveError } from '#contract/archive-error.ts';
import { type BuiltFile, builtFiles } from '../built-page.ts';
import type { EngineClient } from '../worker/engine-client.ts';
import { createRequestHandler } from './answer-request.ts';
import { createEventStreams } from './event-stream.ts';
import { createSession } from './session.ts';
import { createUploads } from './uploads.ts';

export interface ServerOptions {
  engine: EngineClient;
  /** The built page: `out/renderer`. Absolute. */
  rendererFolder: string;
  /** 0 takes any free port. */
  port: number;
  /** The archive the page shows when it is opened with the token; null leaves it where it was. */
  showArchive: string | null;
  /** Bytes of the largest file a page may upload; 1 GiB when absent. */
  uploadLimit?: number;
  /** Gets one line for each unexpected failure; never a token. */
  log: (line: string) => void;
}

export interface RunningServer {
  port: number;
  /** The address to open, with the token. The only place the token is told. */
  url: string;
  /** Ends all connections; the engine is the caller's. */
  close(): Promise<void>;
}

/** Other machines cannot reach this address. */
const LOOPBACK = '127.0.0.1';

/** The app on 127.0.0.1. Throws `bad-request` for a port that is taken, `not-found` without a page. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { engine, log, showArchive } = options;
  const files = requirePage(options.rendererFolder);
  const answerUpload = createUploads(engine, options.uploadLimit);
  const server = createServer({ headersTimeout: 15_000, requestTimeout: 30 * 60_000 });
  const port = await listen(server, options.port);
  const session = createSession(port);
  const events = createEventStreams();
  const stopListening = engine.subscribe((event) => events.tell(event));
  server.on(
    'request',
    createRequestHandler({ engine, session, files, events, answerUpload, showArchive, log }),
  );

  return {
    port,
    url: `http://${LOOPBACK}:${port}/?token=${session.token}`,
    async close() {
      stopListening();
      events.closeAll();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

function requirePage(folder: string): ReadonlyMap<string, BuiltFile> {
  if (existsSync(join(folder, 'index.html'))) return builtFiles(folder);
  throw new ArchiveError('not-found', 'the page of the app has not been built', {
    advice: 'Run npm run build; npm start does so by itself.',
  });
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) =>
      reject(
        new ArchiveError('bad-request', `port ${port} cannot be used: ${cause.code}`, {
          advice: 'Name another one with --port, or 0 for any that is free.',
          cause,
        }),
      ),
    );
    server.listen({ host: LOOPBACK, port, exclusive: true }, () =>
      resolve((server.address() as AddressInfo).port),
    );
  });
}
