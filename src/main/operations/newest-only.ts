import { ArchiveError } from '#contract/archive-error.ts';

/** Work of which only the newest of a name is wanted. */
export interface NewestOnly {
  /** Does the work; older work of the same name is told to stop, and fails as `cancelled`. */
  take<Value>(name: string, work: (signal: AbortSignal) => Promise<Value>): Promise<Value>;
  /** Ends what is under way, if anything is. */
  stop(name: string): void;
}

export function createNewestOnly(): NewestOnly {
  const running = new Map<string, AbortController>();
  return {
    stop(name) {
      running.get(name)?.abort(new ArchiveError('cancelled', 'it was cancelled'));
    },
    async take(name, work) {
      running.get(name)?.abort(new ArchiveError('cancelled', 'a newer question took its place'));
      const controller = new AbortController();
      running.set(name, controller);
      try {
        return await work(controller.signal);
      } finally {
        if (running.get(name) === controller) running.delete(name);
      }
    },
  };
}
