import type { EngineClient } from '../worker/engine-client.ts';

export interface ServerOptions {
  engine: EngineClient;
  /** The built page: `out/renderer`. Absolute. */
  rendererFolder: string;
  /** 0 takes any free port. */
  port: number;
  /** The archive the page shows when it is opened with the token; null leaves it where it was. */
  showArchive: string | null;
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

/** The app on 127.0.0.1. Throws `bad-request` for a port that is taken. */
export function startServer(options: ServerOptions): Promise<RunningServer> {
  throw new Error(`not built yet: ${options.port}`);
}
