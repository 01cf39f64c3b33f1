import type { ArchiveId, EngineEvent } from '#contract/operations.ts';
import { readState } from '../store/index/query-rows.ts';
import type { ArchiveShelf } from './archive-shelf.ts';
import { createThrottle, type Throttle } from './throttle.ts';

/** Tells that rows of an archive have changed: at most four times a second, and always of the last change. */
export interface ChangeTeller {
  changed(archive: ArchiveId): void;
  stop(): void;
}

const MILLISECONDS_BETWEEN = 250;

export function createChangeTeller(
  shelf: ArchiveShelf,
  tell: (event: EngineEvent) => void,
): ChangeTeller {
  const throttles = new Map<ArchiveId, Throttle>();
  let isStopped = false;

  return {
    changed(archive) {
      if (isStopped) return;
      const throttle =
        throttles.get(archive) ?? createThrottle(MILLISECONDS_BETWEEN, () => say(archive));
      throttles.set(archive, throttle);
      throttle.call();
    },
    stop() {
      isStopped = true;
      for (const throttle of throttles.values()) throttle.stop();
    },
  };

  function say(id: ArchiveId) {
    tellState(id).catch((error: unknown) => console.error('telling of a change:', error));
  }

  /** Of an archive that nobody has open there is nobody to tell. */
  async function tellState(id: ArchiveId) {
    const archive = await shelf.get(id);
    if (archive === null || isStopped) return;
    tell({ type: 'archive-changed', archive: id, ...readState(archive.index) });
  }
}
