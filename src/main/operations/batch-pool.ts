import { Worker } from 'node:worker_threads';
import { ArchiveError } from '#contract/archive-error.ts';
import type { BuiltBatch, IncomingFile } from '../store/tiered/build-batch.ts';
import type { BatchReply, BatchRequest, BatchSetup, ClaimQuestion } from './batch-messages.ts';
import { batchThreads } from './plan-batches.ts';
import type { TaskContext } from './task-context.ts';
import { workerEntry } from './worker-entry.ts';

export interface BatchOrder {
  code: string | null;
  /** Ids of the backtests that the archive has; those of batches in hand are added. */
  known: Set<string>;
}

/** Threads that build batches; as many batches are in memory as there are threads. */
export interface BatchPool {
  /** Batches as they are done, in any order. To be called once. */
  build(
    batches: Iterable<IncomingFile[]>,
    order: BatchOrder,
    task: TaskContext,
  ): AsyncGenerator<BuiltBatch>;
  close(): Promise<void>;
}

/** What a batch allocates lives short or as long as the batch: the 96 MB of the default only lie there between two. */
const YOUNG_MEGABYTES = 24;

export function openBatchPool(root: string, threads: number): BatchPool {
  const setup: BatchSetup = { root };
  const entry = workerEntry(import.meta.url, 'batch-worker');
  const workers: Worker[] = [];
  const count = batchThreads(threads);

  async function* build(
    batches: Iterable<IncomingFile[]>,
    { code, known }: BatchOrder,
    task: TaskContext,
  ) {
    const next = batches[Symbol.iterator]();
    const inHand = new Map<Worker, Promise<{ worker: Worker; batch: BuiltBatch }>>();
    const feed = (worker: Worker) => {
      const { value: files, done } = next.next();
      if (!done) inHand.set(worker, ask(worker, { files, code }, known));
    };
    while (workers.length < count) {
      const { value: files, done } = next.next();
      if (done) break;
      const worker = new Worker(entry, {
        workerData: setup,
        execArgv: [],
        resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MEGABYTES },
      });
      workers.push(worker);
      inHand.set(worker, ask(worker, { files, code }, known));
    }
    while (inHand.size > 0) {
      const { worker, batch } = await Promise.race(inHand.values());
      inHand.delete(worker);
      await task.ready();
      feed(worker);
      yield batch;
    }
  }

  return {
    build,
    async close() {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}

function ask(
  worker: Worker,
  request: BatchRequest,
  known: Set<string>,
): Promise<{ worker: Worker; batch: BuiltBatch }> {
  return new Promise((resolve, reject) => {
    const heard = (message: BatchReply | ClaimQuestion) => {
      if ('claim' in message) {
        const claimed = message.claim.filter((id) => !known.has(id));
        for (const id of claimed) known.add(id);
        worker.postMessage({ claimed });
        return;
      }
      forget();
      if (message.ok) return resolve({ worker, batch: message.batch });
      const { code, message: text, file } = message.error;
      if (code === 'internal') console.error('building a batch:', message.details);
      reject(new ArchiveError(code, text, file === undefined ? {} : { file }));
    };
    const died = (cause: unknown) => {
      forget();
      reject(new ArchiveError('internal', 'a thread that builds batches ended', { cause }));
    };
    const forget = () => {
      worker.off('message', heard);
      worker.off('error', died);
      worker.off('exit', died);
    };
    worker.on('message', heard);
    worker.on('error', died);
    worker.on('exit', died);
    worker.postMessage(request);
  });
}
