import type { Engine } from '#contract/operations.ts';

/** What the window looked like, kept by the engine over restarts. Read once, written a moment after it changed. */
export interface StateStore {
  /** Null where nothing is kept. The same promise for the same key. */
  load(key: string): Promise<unknown>;
  /** What `load` gave, or was written since; undefined before that. */
  peek(key: string): unknown;
  write(key: string, value: unknown): void;
  /** As `write`, but only for as long as the window is open: for what is too large to be kept. */
  hold(key: string, value: unknown): void;
  subscribe(key: string, listener: () => void): () => void;
  /** Writes what waits, now. */
  flush(): void;
}

export function createStateStore(
  engine: Pick<Engine, 'readState' | 'writeState'>,
  delay: number,
): StateStore {
  const loads = new Map<string, Promise<unknown>>();
  const values = new Map<string, unknown>();
  const waiting = new Map<string, ReturnType<typeof setTimeout>>();
  const listeners = new Map<string, Set<() => void>>();

  const tell = (key: string) => {
    for (const listener of listeners.get(key) ?? []) listener();
  };

  return {
    load(key) {
      let load = loads.get(key);
      if (load === undefined) {
        load = read(key);
        loads.set(key, load);
      }
      return load;
    },

    peek: (key) => values.get(key),

    write(key, value) {
      values.set(key, value);
      clearTimeout(waiting.get(key));
      waiting.set(
        key,
        setTimeout(() => send(key), delay),
      );
      tell(key);
    },

    hold(key, value) {
      values.set(key, value);
      tell(key);
    },

    subscribe(key, listener) {
      const all = listeners.get(key) ?? new Set();
      listeners.set(key, all.add(listener));
      return () => all.delete(listener);
    },

    flush() {
      for (const key of [...waiting.keys()]) send(key);
    },
  };

  /** A window that cannot be put back as it was is still a window: it starts as new. */
  async function read(key: string): Promise<unknown> {
    const value = await engine.readState({ key }).then(
      (kept) => kept.value ?? null,
      (error) => {
        console.warn(`the kept state "${key}" could not be read`, error);
        return null;
      },
    );
    if (!values.has(key)) values.set(key, value);
    return values.get(key);
  }

  function send(key: string) {
    clearTimeout(waiting.get(key));
    waiting.delete(key);
    engine.writeState({ key, value: values.get(key) ?? null }).catch((error) => {
      console.warn(`the state "${key}" could not be kept`, error);
    });
  }
}
