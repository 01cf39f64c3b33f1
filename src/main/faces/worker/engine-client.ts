import { Worker } from 'node:worker_threads';
import { adviceFor } from '#contract/advice.ts';
import type { EngineOptions, HostOperations } from '#contract/host-operations.ts';
import type { EngineEvent, OperationName } from '#contract/operations.ts';
import type { Failure, Reply } from '#contract/reply.ts';
import { workerEntry } from '../../operations/worker-entry.ts';
import type { EngineMessage, EngineRequest } from './engine-messages.ts';

/** The engine in its worker thread, as the faces of this process use it. */
export interface EngineClient {
  call(name: OperationName, input: unknown): Promise<Reply<unknown>>;
  host<Name extends keyof HostOperations>(
    name: Name,
    input: Parameters<HostOperations[Name]>[0],
  ): Promise<Reply<ReturnType<HostOperations[Name]>>>;
  subscribe(listener: (event: EngineEvent) => void): () => void;
  /** Stops the jobs where they are, closes every file and ends the thread. */
  close(): Promise<void>;
}

/** Jobs stop between two files; a thread that is not done by then is ended. */
const CLOSE_MILLISECONDS = 10_000;

/** Never throws: an engine that cannot start, or has died, answers every call with why. */
export function startEngineWorker(options: EngineOptions): EngineClient {
  const worker = new Worker(workerEntry(import.meta.url, 'engine-worker'), {
    workerData: options,
    // Flags of the command line (--input-type, --inspect) are not the engine's.
    execArgv: [],
  });
  const waiting = new Map<number, (reply: Reply<unknown>) => void>();
  const listeners = new Set<(event: EngineEvent) => void>();
  let lastId = 0;
  let failure: Failure | null = null;
  let closed = () => {};
  const exited = new Promise<void>((resolve) => worker.once('exit', () => resolve()));

  worker.on('message', (message: EngineMessage) => {
    if (message.kind === 'event') for (const listener of listeners) listener(message.event);
    if (message.kind === 'reply') {
      waiting.get(message.id)?.(message.reply);
      waiting.delete(message.id);
    }
    if (message.kind === 'failed') fail(message.failure);
    if (message.kind === 'closed') closed();
  });
  worker.on('error', (error) => console.error('the engine died:', error));
  worker.on('exit', () => fail(stopped));

  return {
    call: (name, input) => ask('call', name, input),
    host: (name, input) => ask('host', name, input) as Promise<Reply<never>>,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      const isDone = new Promise<void>((resolve) => {
        closed = resolve;
        setTimeout(resolve, CLOSE_MILLISECONDS).unref();
      });
      send({ kind: 'close' });
      await Promise.race([isDone, exited]);
      await worker.terminate();
    },
  };

  function ask(kind: 'call' | 'host', name: string, input: unknown): Promise<Reply<unknown>> {
    if (failure !== null) return Promise.resolve({ ok: false, error: failure });
    const id = ++lastId;
    return new Promise((resolve) => {
      waiting.set(id, resolve);
      try {
        send({ kind, id, name, input });
      } catch {
        // A function or a symbol cannot cross to the thread.
        waiting.delete(id);
        resolve({ ok: false, error: notSendable });
      }
    });
  }

  function send(request: EngineRequest) {
    worker.postMessage(request);
  }

  function fail(why: Failure) {
    failure ??= why;
    for (const answer of waiting.values()) answer({ ok: false, error: failure });
    waiting.clear();
  }
}

const stopped: Failure = {
  code: 'internal',
  message: 'the engine has stopped, see the log',
  advice: 'Start Strata again.',
};

const notSendable: Failure = {
  code: 'bad-request',
  message: 'the request holds something that is no plain value',
  advice: adviceFor('bad-request'),
};
