import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { ArchiveError } from '#contract/archive-error.ts';
import type {
  RestoreAnswer,
  RestoreReply,
  RestoreRequest,
  RestoreSetup,
} from './restore-messages.ts';
import type { TaskContext } from './task-context.ts';
import { workerEntry } from './worker-entry.ts';

export interface Restored<Request extends RestoreRequest> {
  request: Request;
  /** Or what kept this one from being restored. */
  answer: RestoreAnswer | ArchiveError;
}

/** Threads that make files from the tiers: compressing one takes over a second. */
export interface RestorePool {
  /** Answers as they are done, in any order. To be called once. Stops when the task is cancelled. */
  restore<Request extends RestoreRequest>(
    requests: Iterable<Request>,
    task: TaskContext,
  ): AsyncGenerator<Restored<Request>>;
  close(): Promise<void>;
}

/** Each holds a batch's datasets and a payload, some 100 MB. */
const maxThreads = 8;

export function openRestorePool(root: string, threads: number): RestorePool {
  const entry = workerEntry(import.meta.url, 'restore-worker');
  const workers: Worker[] = [];
  const count = Math.min(maxThreads, threads || availableParallelism());

  async function* restore<Request extends RestoreRequest>(
    requests: Iterable<Request>,
    task: TaskContext,
  ) {
    const queue = requests[Symbol.iterator]();
    const inHand = new Map<Worker, Promise<Restored<Request> & { worker: Worker }>>();
    const feed = (worker: Worker): boolean => {
      const next = queue.next();
      if (next.done) return false;
      const request = next.value;
      inHand.set(
        worker,
        ask(worker, request).then((answer) => ({ worker, request, answer })),
      );
      return true;
    };
    for (let i = 0; i < count; i++) {
      const worker = new Worker(entry, { workerData: { root } as RestoreSetup, execArgv: [] });
      workers.push(worker);
      if (!feed(worker)) break;
    }
    while (inHand.size > 0) {
      const { worker, request, answer } = await Promise.race(inHand.values());
      inHand.delete(worker);
      yield { request, answer };
      await task.ready();
      feed(worker);
    }
  }

  return {
    restore,
    async close() {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}

/** Failures of one file are its answer; a full disk and a thread that died end the work. */
function ask(worker: Worker, request: RestoreRequest): Promise<RestoreAnswer | ArchiveError> {
  return new Promise((resolve, reject) => {
    const done = (reply: RestoreReply) => {
      forget();
      if (reply.ok) return resolve(reply.answer);
      const { code, message, file, advice } = reply.error;
      if (code === 'internal') console.error('restoring a file:', reply.details);
      const error = new ArchiveError(code, message, {
        ...(file === undefined ? {} : { file }),
        ...(advice === undefined ? {} : { advice }),
      });
      if (code === 'disk-full') reject(error);
      else resolve(error);
    };
    const died = (cause: unknown) => {
      forget();
      reject(new ArchiveError('internal', 'a thread that restores files ended', { cause }));
    };
    const forget = () => {
      worker.off('message', done);
      worker.off('error', died);
      worker.off('exit', died);
    };
    worker.on('message', done);
    worker.on('error', died);
    worker.on('exit', died);
    worker.postMessage(request);
  });
}

/** By where they lie, so that files of one batch follow each other. */
export function inStoredOrder<Place extends { manifest: string; entry: number }>(
  places: readonly Place[],
): Place[] {
  return [...places].sort((a, b) =>
    a.manifest === b.manifest ? a.entry - b.entry : a.manifest < b.manifest ? -1 : 1,
  );
}
