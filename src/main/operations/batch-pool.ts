import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { ArchiveError } from '#contract/archive-error.ts';
import type { BuiltBatch, IncomingFile } from '../store/tiered/build-batch.ts';
import type { BatchReply, BatchRequest, BatchSetup } from './batch-messages.ts';
import type { TaskContext } from './task-context.ts';
import { workerEntry } from './worker-entry.ts';

/** Threads that build batches; as many batches are in memory as there are threads. */
export interface BatchPool {
  /** Batches as they are done, in any order. To be called once. */
  build(
    batches: readonly IncomingFile[][],
    code: string | null,
    task: TaskContext,
  ): AsyncGenerator<BuiltBatch>;
  close(): Promise<void>;
}

/** More bring nothing on a desk's disk, and each holds a batch in memory. */
const maxThreads = 8;

export function openBatchPool(root: string, threads: number): BatchPool {
  const setup: BatchSetup = { root };
  const entry = workerEntry(import.meta.url, 'batch-worker');
  const workers: Worker[] = [];
  const count = Math.min(maxThreads, threads || availableParallelism());

  async function* build(
    batches: readonly IncomingFile[][],
    code: string | null,
    task: TaskContext,
  ) {
    let next = 0;
    const inHand = new Map<Worker, Promise<{ worker: Worker; batch: BuiltBatch }>>();
    const feed = (worker: Worker) => {
      const files = batches[next++];
      if (files !== undefined) inHand.set(worker, ask(worker, { files, code }));
    };
    for (let i = 0; i < Math.min(count, batches.length); i++) {
      const worker = new Worker(entry, { workerData: setup, execArgv: [] });
      workers.push(worker);
      feed(worker);
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
): Promise<{ worker: Worker; batch: BuiltBatch }> {
  return new Promise((resolve, reject) => {
    const done = (reply: BatchReply) => {
      forget();
      if (reply.ok) return resolve({ worker, batch: reply.batch });
      const { code, message, file } = reply.error;
      if (code === 'internal') console.error('building a batch:', reply.details);
      reject(new ArchiveError(code, message, file === undefined ? {} : { file }));
    };
    const died = (cause: unknown) => {
      forget();
      reject(new ArchiveError('internal', 'a thread that builds batches ended', { cause }));
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
