import type { FakeApp } from './fake-app.ts';

type Handler = (request: Request) => Response | Promise<Response>;

export interface SchemePrivileges {
  scheme: string;
  privileges: Record<string, boolean>;
}

/** Electron's `protocol`: schemes before ready, handlers after. */
export class FakeProtocol {
  readonly schemes: SchemePrivileges[] = [];
  readonly #handlers = new Map<string, Handler>();
  readonly #app: FakeApp;

  constructor(app: FakeApp) {
    this.#app = app;
  }

  registerSchemesAsPrivileged(schemes: SchemePrivileges[]): void {
    this.#app.onlyBeforeReady('registerSchemesAsPrivileged');
    this.schemes.push(...schemes);
  }

  handle(scheme: string, handler: Handler): void {
    if (!this.#app.isReady) throw new Error('protocol.handle can only be called when ready');
    this.#handlers.set(scheme, handler);
  }

  async respond(url: string, method = 'GET'): Promise<Response> {
    const handler = this.#handlers.get(new URL(url).protocol.slice(0, -1));
    if (handler === undefined) throw new Error(`no handler for ${url}`);
    return handler(new Request(url, { method }));
  }
}
