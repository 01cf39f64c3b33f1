import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { ArchiveError } from '#contract/archive-error.ts';
import type { Failure } from '#contract/reply.ts';
import { type CheckedBatch, checkBatch } from '../store/tiered/check-batch.ts';
import type { LiveBatch } from '../store/tiered/live-set.ts';
import type { CheckedLiveBatch } from '../store/tiered/reconcile-index.ts';
import type { TaskContext } from './task-context.ts';
import { workerEntry } from './worker-entry.ts';

/** What a checking thread is started with. */
export interface CheckSetup {
  root: string;
}

export type CheckReply =
  | { ok: true; checked: CheckedBatch }
  | { ok: false; error: Failure; details: string };

const maxThreads = 8;

/**
 * Checks batches in threads; they come out in the order given, and as many are in memory as there are
 * threads. Progress is told in backtests.
 */
export async function* checkInThreads(
  root: string,
  batches: readonly LiveBatch[],
  { threads = 0, task }: { threads?: number; task: TaskContext },
): AsyncGenerator<CheckedLiveBatch> {
  const count = Math.min(maxThreads, threads || availableParallelism(), batches.length);
  const total = batches.reduce((sum, { manifest }) => sum + manifest.backtests.length, 0);
  let done = 0;
  const tell = ({ manifest }: LiveBatch) => {
    done += manifest.backtests.length;
    task.report({ done, total, current: manifest.files.at(-1)?.path ?? null });
  };
  if (count <= 1) {
    // Starting a thread would only take longer.
    for (const batch of batches) {
      await task.ready();
      const checked = await checkBatch(root, batch.manifest);
      tell(batch);
      yield { batch, checked };
    }
    return;
  }
  const setup: CheckSetup = { root };
  const entry = workerEntry(import.meta.url, 'check-worker');
  const workers = Array.from(
    { length: count },
    () => new Worker(entry, { workerData: setup, execArgv: [] }),
  );
  const feed = (at: number): Promise<CheckedBatch> => {
    const answer = ask(workers[at % count]!, batches[at]!);
    answer.catch(() => undefined); // It is awaited later; until then it is nobody's.
    return answer;
  };
  try {
    // Batch n belongs to thread n modulo their number: each has one in hand, and the order stays.
    const inHand = batches.slice(0, count).map((_batch, at) => feed(at));
    for (const [at, batch] of batches.entries()) {
      await task.ready();
      const checked = await inHand.shift()!;
      if (at + count < batches.length) inHand.push(feed(at + count));
      tell(batch);
      yield { batch, checked };
    }
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

function ask(worker: Worker, { manifest }: LiveBatch): Promise<CheckedBatch> {
  return new Promise((resolve, reject) => {
    const heard = (reply: CheckReply) => {
      forget();
      if (reply.ok) return resolve(reply.checked);
      const { code, message, file } = reply.error;
      if (code === 'internal') console.error('checking a batch:', reply.details);
      reject(new ArchiveError(code, message, file === undefined ? {} : { file }));
    };
    const died = (cause: unknown) => {
      forget();
      reject(new ArchiveError('internal', 'a thread that checks batches ended', { cause }));
    };
    const forget = () => {
      worker.off('message', heard);
      worker.off('error', died);
      worker.off('exit', died);
    };
    worker.on('message', heard);
    worker.on('error', died);
    worker.on('exit', died);
    worker.postMessage(manifest);
  });
}
