type Preload = (require: (name: string) => unknown, module: object, exports: object) => void;

/** The built preload as a script for the page: a CommonJS file that may only require `electron`. */
export function preloadScript(builtPreload: string): string {
  return `(${installPreload})(function (require, module, exports) {\n${builtPreload}\n});`;
}

/**
 * What runs in the page in place of Electron's own preload machinery. It is sent as source, so it may
 * use nothing from outside; and it comes before the page's own scripts.
 */
function installPreload(preload: Preload): void {
  type Listener = (event: unknown, ...args: unknown[]) => void;
  type Binding = (kind: 'invoke' | 'send', channel: string, args: unknown[]) => Promise<unknown>;

  const world = globalThis as unknown as Record<string | symbol, unknown>;
  const binding = world.__strataIpc as Binding;
  // As in Electron, the page itself has no way to IPC.
  delete world.__strataIpc;

  const listeners = new Map<string, Set<Listener>>();
  const pathsByName = new Map<string, string>();
  hide('strata.deliver', (channel: string, args: unknown[]) => {
    for (const listener of [...(listeners.get(channel) ?? [])]) listener({}, ...args);
  });
  hide('strata.paths', (paths: [string, string][]) => {
    for (const [name, path] of paths) pathsByName.set(name, path);
  });

  const electron = {
    ipcRenderer: {
      invoke: (channel: string, ...args: unknown[]) =>
        binding('invoke', channel, structuredClone(args)),
      send(channel: string, ...args: unknown[]) {
        void binding('send', channel, structuredClone(args));
      },
      on(channel: string, listener: Listener) {
        const known = listeners.get(channel) ?? new Set();
        listeners.set(channel, known.add(listener));
      },
      removeListener(channel: string, listener: Listener) {
        listeners.get(channel)?.delete(listener);
      },
    },
    contextBridge: {
      exposeInMainWorld(key: string, api: Record<string, unknown>) {
        Object.defineProperty(globalThis, key, { value: Object.freeze({ ...api }) });
      },
    },
    webUtils: {
      getPathForFile: (file: File) => pathsByName.get(file.name) ?? '',
    },
  };

  const preloadModule = { exports: {} };
  preload(
    (name) => {
      if (name === 'electron') return electron;
      throw new Error(`module not found: ${name}`);
    },
    preloadModule,
    preloadModule.exports,
  );

  function hide(name: string, value: unknown): void {
    Object.defineProperty(globalThis, Symbol.for(name), { value });
  }
}
