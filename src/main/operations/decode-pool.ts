import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { ArchiveError, describeFailure } from '#contract/archive-error.ts';
import { giveBackBigTurn } from './big-turn.ts';
import type { DecodeOutcome, DecodeTarget } from './decode-file.ts';
import { type DecodeReply, type DecoderSetup, IDLE } from './decode-messages.ts';
import { createDecodeQueue } from './decode-queue.ts';
import { LARGE_FILE_BYTES, type ReadHere } from './read-here.ts';
import type { TaskContext } from './task-context.ts';
import { workerEntry } from './worker-entry.ts';

/** Worker threads that read and walk bundles. Their number, and big payloads taking turns, bound the memory. */
export interface DecodePool {
  /** Outcomes in batches, in any order; no more is read ahead than is taken. To be called once. */
  decode(targets: readonly DecodeTarget[], task: TaskContext): AsyncGenerator<DecodeOutcome[]>;
  close(): Promise<void>;
}

export interface PoolOptions {
  /** 0: one for every processor. */
  threads: number;
  /** A file that takes longer is given up, and its decoder replaced. */
  hangMilliseconds?: number;
  entry?: URL;
  /** Given: the calling thread reads, too, whenever it would only wait. */
  openReadHere?: () => Promise<ReadHere>;
}

interface Decoder {
  worker: Worker;
  place: number;
  /** Requests sent and not answered. */
  sent: DecodeTarget[][];
  /** The file seen in hand at the last look, and since when. */
  seen: { number: number; since: number };
}

const HANG_MILLISECONDS = 30_000;
/** One in hand and one waiting, so that no decoder idles while its answer travels. */
const REQUESTS_AHEAD = 2;
/** More bring nothing: one thread writes the rows of all. */
const MAX_THREADS = 16;
/** Decoders that die without having read anything, in a row, before it is given up. */
const MAX_FALSE_STARTS = 3;
/** JavaScript heap of one decoder, MB. Walking keeps a row only; payloads lie outside the heap. */
const HEAP_MEGABYTES = 192;

/** Starts its threads at once, so that they load while the folder is compared with the index. */
export function openDecodePool(options: PoolOptions): DecodePool {
  const threads = Math.min(MAX_THREADS, options.threads || availableParallelism());
  const hangMilliseconds = options.hangMilliseconds ?? HANG_MILLISECONDS;
  const entry = options.entry ?? workerEntry(import.meta.url, 'decode-worker');
  const inHand = new Int32Array(new SharedArrayBuffer(4 * threads)).fill(IDLE);
  const bigTurn = new Int32Array(new SharedArrayBuffer(4));
  const decoders = new Set<Decoder>();
  const stopping: Promise<unknown>[] = [];
  const queue = createDecodeQueue();
  let wake = () => {};
  let falseStarts = 0;
  let isClosed = false;

  for (let place = 0; place < threads; place++) startDecoder(place);
  const watch = setInterval(replaceHanging, Math.min(1000, hangMilliseconds / 4));
  watch.unref();

  async function* decode(targets: readonly DecodeTarget[], task: TaskContext) {
    queue.add(targets);
    const readHere = (await options.openReadHere?.()) ?? null;
    const onAbort = () => wake();
    task.signal.addEventListener('abort', onAbort);
    try {
      while (!queue.isDone()) {
        await task.ready();
        if (falseStarts >= MAX_FALSE_STARTS) throw new Error('decoders do not start');
        for (const decoder of decoders) feed(decoder);
        const outcomes = queue.take();
        if (outcomes.length > 0) yield outcomes;
        // A turn of the event loop: the answers of the others, and a cancellation, come in.
        else if (readOneHere(readHere)) await new Promise(setImmediate);
        else await new Promise<void>((resolve) => (wake = resolve));
      }
    } finally {
      task.signal.removeEventListener('abort', onAbort);
    }
  }

  function readOneHere(readHere: ReadHere | null): boolean {
    const target = readHere === null ? null : queue.nextUpTo(LARGE_FILE_BYTES);
    if (readHere === null || target === null) return false;
    const outcome = readHere(target);
    if (outcome === null) queue.again(target);
    else queue.answer([outcome]);
    return true;
  }

  async function close() {
    isClosed = true;
    clearInterval(watch);
    for (const { worker } of decoders) stopping.push(worker.terminate());
    await Promise.all(stopping);
  }

  function startDecoder(place: number) {
    const setup: DecoderSetup = { inHand, bigTurn, place };
    const worker = new Worker(entry, {
      workerData: setup,
      // Flags of the command line (--input-type, --cpu-prof) are not the decoder's.
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MEGABYTES },
    });
    const decoder: Decoder = { worker, place, sent: [], seen: { number: IDLE, since: 0 } };
    decoders.add(decoder);
    worker.on('message', (reply: DecodeReply) => {
      falseStarts = 0;
      decoder.sent.shift();
      queue.answer(reply);
      wake();
    });
    worker.on('error', (error) => console.error('a decoder died:', error));
    worker.on('exit', () => lose(decoder, 'internal'));
  }

  function feed(decoder: Decoder) {
    while (decoder.sent.length < REQUESTS_AHEAD && queue.hasRoom(threads)) {
      const request = queue.next();
      if (request.length === 0) return;
      decoder.sent.push(request);
      decoder.worker.postMessage(request);
    }
  }

  /** A decoder is gone: the file it had in hand failed, what it had not read yet is read by another. */
  function lose(decoder: Decoder, code: 'internal' | 'timeout') {
    if (isClosed || !decoders.delete(decoder)) return;
    const inFault = Atomics.exchange(inHand, decoder.place, IDLE);
    giveBackBigTurn(bigTurn, decoder.place);
    if (inFault === IDLE) falseStarts++;
    for (const target of decoder.sent.flat()) {
      if (target.number !== inFault) queue.again(target);
      else queue.answer([givenUp(target, code, hangMilliseconds)]);
    }
    startDecoder(decoder.place);
    wake();
  }

  function replaceHanging() {
    const now = Date.now();
    for (const decoder of decoders) {
      const number = Atomics.load(inHand, decoder.place);
      if (number !== decoder.seen.number) decoder.seen = { number, since: now };
      else if (number !== IDLE && now - decoder.seen.since >= hangMilliseconds) {
        lose(decoder, 'timeout');
        stopping.push(decoder.worker.terminate());
      }
    }
  }

  return { decode, close };
}

function givenUp(
  { number, path }: DecodeTarget,
  code: 'internal' | 'timeout',
  milliseconds: number,
): DecodeOutcome {
  const why =
    code === 'timeout'
      ? `reading it took longer than ${milliseconds / 1000} s`
      : 'reading it ended the decoder, most likely for want of memory';
  const failure = describeFailure(new ArchiveError(code, `${path}: ${why}`));
  return { number, facts: null, failure: { ...failure, file: path } };
}
