import { availableParallelism } from 'node:os';
import type { ScannedFile } from '../store/folder/examine-file.ts';
import { createFileDecoder, type DecodeOutcome, type DecodeTarget } from './decode-file.ts';
import { openDecodePool } from './decode-pool.ts';
import { LARGE_FILE_BYTES, openReadHere } from './read-here.ts';
import type { TaskContext } from './task-context.ts';

/** Reads files on this thread where that is sooner, else on several. */
export interface Decoding {
  /** Numbered by their place. Outcomes come in any order. To be called once. */
  decode(files: readonly ScannedFile[], task: TaskContext): AsyncGenerator<DecodeOutcome[]>;
  close(): Promise<void>;
}

export interface DecodingOptions {
  /** Threads that read; 0: one for every processor. */
  threads: number;
  /** The calling thread is one of them: for a process with nobody to answer meanwhile. */
  takesPart?: boolean;
}

/** Starting a thread takes about as long as reading so much. */
const WORTH_THREADS_BYTES = 3 * 1024 * 1024;
/**
 * Where the calling thread takes part, another one helps from here on: starting and warming it up costs about
 * 90 ms of processor time, as much as reading 7 MB of bundles.
 */
const WORTH_HELP_BYTES = 9 * 1024 * 1024;

/** Threads start here, before it is known which of the files are to be read. */
export function startDecoding(files: readonly ScannedFile[], options: DecodingOptions): Decoding {
  const { takesPart = false } = options;
  const threads = options.threads || availableParallelism();
  const bytes = files.reduce((sum, file) => sum + file.size, 0);
  const isLarge = files.some((file) => file.size > LARGE_FILE_BYTES);
  const isAlone = takesPart
    ? threads === 1 || bytes < WORTH_HELP_BYTES
    : bytes < WORTH_THREADS_BYTES;
  if (isAlone && !isLarge) {
    return { decode: (chosen, task) => decodeHere(targetsOf(chosen), task), close: async () => {} };
  }
  const pool =
    takesPart && threads > 1
      ? openDecodePool({ threads: threads - 1, openReadHere })
      : openDecodePool({ threads });
  return { decode: (chosen, task) => pool.decode(targetsOf(chosen), task), close: pool.close };
}

function targetsOf(files: readonly ScannedFile[]): DecodeTarget[] {
  return files.map(({ path, realPath, size }, number) => ({ number, path, realPath, size }));
}

async function* decodeHere(targets: readonly DecodeTarget[], task: TaskContext) {
  if (targets.length === 0) return;
  const { readBundleRecord } = await import('../formats/bundle/read-bundle-record.ts');
  const decode = createFileDecoder(readBundleRecord);
  for (const target of targets) {
    await task.ready();
    yield [decode(target)];
    // Lets a page's questions, and a cancellation, in between.
    await new Promise(setImmediate);
  }
}
