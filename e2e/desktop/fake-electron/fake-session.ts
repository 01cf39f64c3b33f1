type Listener = (event: { preventDefault(): void }, subject: object) => void;
type Answer = (value: { cancel?: boolean }) => void;

/** Electron's session: what the app sets is kept, so that a test can ask it the question Electron would. */
export class FakeSession {
  permissionRequest:
    | ((contents: unknown, name: string, answer: (ok: boolean) => void) => void)
    | null = null;
  permissionCheck: ((contents: unknown, name: string) => boolean) | null = null;
  devicePermission: ((details: unknown) => boolean) | null = null;
  readonly listeners = new Map<string, Listener>();
  #network: {
    urls: string[];
    listener: (details: { url: string }, answer: Answer) => void;
  } | null = null;

  readonly webRequest = {
    onBeforeRequest: (
      filter: { urls: string[] },
      listener: (details: { url: string }, answer: Answer) => void,
    ) => {
      this.#network = { urls: filter.urls, listener };
    },
  };

  setPermissionRequestHandler(handler: NonNullable<FakeSession['permissionRequest']>): void {
    this.permissionRequest = handler;
  }

  setPermissionCheckHandler(handler: NonNullable<FakeSession['permissionCheck']>): void {
    this.permissionCheck = handler;
  }

  setDevicePermissionHandler(handler: NonNullable<FakeSession['devicePermission']>): void {
    this.devicePermission = handler;
  }

  on(name: string, listener: Listener): void {
    this.listeners.set(name, listener);
  }

  /** Whether the app lets a request out to the network. */
  lets(url: string): boolean {
    const scheme = new URL(url).protocol;
    if (!this.#network?.urls.some((pattern) => pattern.startsWith(scheme))) return true;
    let isCancelled = false;
    this.#network.listener({ url }, ({ cancel }) => {
      isCancelled = cancel === true;
    });
    return !isCancelled;
  }
}
