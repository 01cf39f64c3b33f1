import type { ScannedFile } from '../store/folder/examine-file.ts';
import { createFileDecoder, type DecodeOutcome, type DecodeTarget } from './decode-file.ts';
import { openDecodePool } from './decode-pool.ts';
import type { TaskContext } from './task-context.ts';

/** Reads files on this thread where that is sooner, else on several. */
export interface Decoding {
  /** Numbered by their place. Outcomes come in any order. To be called once. */
  decode(files: readonly ScannedFile[], task: TaskContext): AsyncGenerator<DecodeOutcome[]>;
  close(): Promise<void>;
}

/** Starting a thread takes about as long as reading so much. */
const WORTH_THREADS_BYTES = 3 * 1024 * 1024;
/** A single large file is read by a thread, too: there it can be given up when it takes too long. */
const LARGE_FILE_BYTES = 1024 * 1024;

/** Threads start here, before it is known which of the files are to be read. */
export function startDecoding(files: readonly ScannedFile[], threads: number): Decoding {
  const bytes = files.reduce((sum, file) => sum + file.size, 0);
  const isLarge = files.some((file) => file.size > LARGE_FILE_BYTES);
  if (bytes < WORTH_THREADS_BYTES && !isLarge) {
    return { decode: (chosen, task) => decodeHere(targetsOf(chosen), task), close: async () => {} };
  }
  const pool = openDecodePool({ threads });
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
