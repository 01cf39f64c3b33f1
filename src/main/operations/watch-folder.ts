import { createHash } from 'node:crypto';
import { realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { watch } from 'chokidar';
import { ArchiveError } from '#contract/archive-error.ts';
import type { JobFailure } from '#contract/operations.ts';
import {
  openWatchedFiles,
  type WatchedFile,
  type WatchedFiles,
} from '../store/app-state/watched-files.ts';
import { asFileFailure } from '../store/files/file-failure.ts';
import { isWithin } from './place-book.ts';

export interface WatchRequest {
  /** The folder that is watched, with all below it; and the archive its bundles come into. Absolute. */
  folder: string;
  into: string;
  /** Where it is remembered what was taken in. */
  stateFolder: string;
  /** A file is taken in when its size has not changed for so long, ms. */
  settle?: number;
  /**
   * Takes bundles in: their paths. Resolves to what of them failed, by its path below the folder; it is tried again
   * when it changes, or at the next start. Rejects where the archive cannot be written.
   */
  take(files: string[]): Promise<readonly Pick<JobFailure, 'file'>[]>;
  /** The archive could not be written, or the folder cannot be watched any more. */
  failed(error: unknown): void;
}

export interface FolderWatch {
  /** Settles when what lay there at the start was taken in. */
  readonly caughtUp: Promise<void>;
  /** What is in hand is finished. */
  stop(): Promise<void>;
}

/** A framework writes a bundle in one go; two seconds without a byte more are the end of it. */
const SETTLE = 2000;
/** Files that settle within this time come in together, ms. */
const GATHER = 400;
/** After the archive could not be written, ms. */
const AGAIN = 10_000;

/**
 * Takes in the bundles of a folder as they appear. A file that is still being written is waited for; one that
 * changes later comes in again; one that was taken in before, also in an earlier session, is passed over. Throws
 * `not-found`, `no-permission`, and `bad-request` where one of the two folders lies in the other.
 */
export async function watchFolder(request: WatchRequest): Promise<FolderWatch> {
  const folder = await realFolder(request.folder);
  const { into, settle = SETTLE } = request;
  if (isWithin(into, folder) || folder === into) {
    throw new ArchiveError('bad-request', `${folder} is part of the archive itself`, {
      advice: 'Opening the archive takes in what is new there; watch another folder.',
    });
  }
  const known = openWatchedFiles(watchFile(request.stateFolder, folder, into));
  const queue = createQueue(folder, settle, known, request);
  const watcher = watch(folder, {
    awaitWriteFinish: { stabilityThreshold: settle, pollInterval: Math.min(200, settle) },
    ignored: (path, facts) =>
      isWithin(into, path) || (facts?.isFile() === true && !/\.(iafbt|obtf)$/i.test(path)),
  });
  const isReady = new Promise<void>((resolve) => watcher.once('ready', resolve));
  watcher.on('add', (path) => queue.put(path));
  watcher.on('change', (path) => queue.put(path));
  watcher.on('error', (error) => request.failed(asFileFailure(error, folder)));
  return {
    caughtUp: isReady.then(() => queue.empty()),
    async stop() {
      await watcher.close();
      await queue.stop();
    },
  };
}

/** Where it is remembered what was taken from one folder into one archive. */
export function watchFile(stateFolder: string, folder: string, into: string): string {
  const name = createHash('sha256').update(`${folder}\n${into}`).digest('hex').slice(0, 32);
  return join(stateFolder, 'watched', `${name}.json`);
}

/** One batch at a time; what comes meanwhile is the next. */
function createQueue(
  folder: string,
  settle: number,
  known: WatchedFiles,
  { take, failed }: WatchRequest,
) {
  let waiting = new Set<string>();
  let running: Promise<void> | null = null;
  let isStopped = false;
  let wake = () => {};

  function put(path: string) {
    waiting.add(path);
    running ??= work().finally(() => {
      running = null;
    });
  }

  async function work() {
    await pause(GATHER);
    while (waiting.size > 0 && !isStopped) {
      const paths = [...waiting].sort();
      waiting = new Set();
      const { batch, unsettled } = await examine(paths, known, settle);
      for (const path of unsettled) waiting.add(path);
      if (batch.size === 0) {
        await pause(GATHER);
        continue;
      }
      try {
        const failures = await take([...batch.keys()]);
        for (const { file } of failures) batch.delete(join(folder, file));
        await known.add(batch);
      } catch (error) {
        failed(error);
        for (const path of batch.keys()) waiting.add(path);
        await pause(AGAIN);
      }
    }
  }

  function pause(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
      if (isStopped) wake();
    });
  }

  return {
    put,
    async empty() {
      while (running !== null) await running;
    },
    async stop() {
      isStopped = true;
      wake();
      await running;
    },
  };
}

/** What of these is new, with what it is now. A file that has gone meanwhile is left out. */
async function examine(paths: readonly string[], known: WatchedFiles, settle: number) {
  const batch = new Map<string, WatchedFile>();
  const unsettled: string[] = [];
  for (const path of paths) {
    const facts = await stat(path).catch(() => null);
    if (facts === null || !facts.isFile()) continue;
    const file = { size: facts.size, modifiedAt: facts.mtimeMs };
    if (known.isKnown(path, file)) continue;
    // Of what lies there at the start nobody has seen whether it grows. A time to come is another machine's clock.
    const age = Date.now() - facts.mtimeMs;
    if (age >= 0 && age < settle) unsettled.push(path);
    else batch.set(path, file);
  }
  return { batch, unsettled };
}

async function realFolder(path: string): Promise<string> {
  try {
    const real = await realpath(path);
    if ((await stat(real)).isDirectory()) return real;
  } catch (error) {
    throw asFileFailure(error, path);
  }
  throw new ArchiveError('bad-request', `${path} is not a folder`);
}
