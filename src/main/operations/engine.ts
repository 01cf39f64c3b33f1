import { randomUUID } from 'node:crypto';
import { mkdirSync, realpathSync } from 'node:fs';
import type { EngineOptions } from '#contract/host-operations.ts';
import type { Engine, EngineEvent } from '#contract/operations.ts';
import { openAppState } from '../store/app-state/open-state.ts';
import { listSavedJobs } from '../store/app-state/saved-jobs.ts';
import { asFileFailure } from '../store/files/file-failure.ts';
import { createArchiveShelf } from './archive-shelf.ts';
import { createEngineArchives } from './engine-archives.ts';
import { createHost } from './engine-host.ts';
import { createEngineJobs } from './engine-jobs.ts';
import { createEngineLocks } from './engine-locks.ts';
import { createEngineOperations } from './engine-operations.ts';
import { createEngineWatches, type EngineWatches } from './engine-watches.ts';
import type { HostEngine } from './host-engine.ts';
import type { JobOrder } from './job-orders.ts';
import { createPlaceBook } from './place-book.ts';
import { createQueryTurns } from './query-turns.ts';
import { readSettings } from './settings.ts';
import { removeLeftovers, stateFoldersIn } from './state-folders.ts';

export interface RunningEngine {
  readonly engine: Engine;
  readonly host: HostEngine;
  /** Returns how to stop listening. */
  subscribe(listener: (event: EngineEvent) => void): () => void;
  /** Stops all jobs where they are (they show as interrupted) and closes every file. */
  close(): Promise<void>;
}

/** Puts the verbs together into the engine of the contract. Throws where the state folder cannot be used. */
export function createEngine(options: EngineOptions): RunningEngine {
  const folders = stateFoldersIn(makeStateFolder(options.stateFolder));
  const state = openAppState(folders.state);
  const locks = createEngineLocks(folders.engines);
  const owner = randomUUID();
  const lock = locks.hold(owner);
  const listeners = new Set<(event: EngineEvent) => void>();
  let watches: EngineWatches | null = null;
  const tell = (event: EngineEvent) => {
    watches?.hear(event);
    for (const listener of listeners) listener(event);
  };

  const places = createPlaceBook(options.roots);
  const shelf = createArchiveShelf(folders.state);
  const threads = () => readSettings(folders.state).threads || options.threads;
  const jobs = createEngineJobs({
    state,
    owner,
    folders,
    threads,
    earlier: listSavedJobs<JobOrder>(state).filter((saved) => !locks.isRunning(saved.owner)),
    shelf,
    tell,
    remember: (archive) => archives.remember(archive),
    adopt: (path) => archives.adopt(path),
  });
  const archives = createEngineArchives({
    state,
    shelf,
    places,
    roots: options.roots,
    demoFolder: options.demoFolder,
    demoCopy: folders.demo,
    startIndexing: jobs.startUnasked,
    now: Date.now,
  });

  const turns = createQueryTurns();
  const watching = createEngineWatches({
    state,
    stateFolder: folders.state,
    jobs,
    open: shelf.open,
    tell,
    now: Date.now,
  });
  watches = watching;

  if (goesOnByItself(folders.state)) jobs.resumeInterrupted();

  removeLeftovers(folders, jobs.isWanted, Date.now()).catch((error: unknown) => {
    console.error('tidying the state folder:', error);
  });

  return {
    engine: createEngineOperations({
      state,
      places,
      archives,
      jobs,
      folders,
      watches: watching,
      turns,
      threads,
    }),
    host: createHost({ places, archives, jobs, folders }),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      turns.close();
      const stopped = watching.close();
      await jobs.close();
      await stopped;
      shelf.closeAll();
      state.close();
      lock.release();
    },
  };
}

/** Settings that cannot be understood are said where they are used; the app starts all the same, and waits. */
function goesOnByItself(stateFolder: string): boolean {
  try {
    return readSettings(stateFolder).resume === 'at-start';
  } catch (error) {
    console.error('reading the settings:', error);
    return false;
  }
}

/** Readable by its owner only: it says what was opened and looked at. */
function makeStateFolder(path: string): string {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    return realpathSync(path);
  } catch (error) {
    throw asFileFailure(error, path);
  }
}
