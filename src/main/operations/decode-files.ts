import { readBundleRecord } from '../formats/bundle/read-bundle-record.ts';
import type { NamedFile } from './compare-files.ts';
import { createFileDecoder, type DecodeOutcome, type DecodeTarget } from './decode-file.ts';
import { openDecodePool } from './decode-pool.ts';
import type { TaskContext } from './task-context.ts';

/** Starting a thread costs about as much as reading so many bundles. */
const WORTH_THREADS_BYTES = 3 * 1024 * 1024;
/** A single large file is read by a thread, too: there it can be given up when it takes too long. */
const LARGE_FILE_BYTES = 1024 * 1024;

/** Reads files, numbered by their place, on this thread where that is sooner, else on several. */
export async function* decodeFiles(
  files: readonly { file: NamedFile }[],
  threads: number,
  task: TaskContext,
): AsyncGenerator<DecodeOutcome[]> {
  const targets = files.map(({ file: { path, realPath, size } }, number) => {
    return { number, path, realPath, size };
  });
  const bytes = targets.reduce((sum, target) => sum + target.size, 0);
  const isLarge = targets.some((target) => target.size > LARGE_FILE_BYTES);
  if (bytes < WORTH_THREADS_BYTES && !isLarge) {
    yield* decodeHere(targets, task);
    return;
  }
  const pool = openDecodePool({ threads });
  try {
    yield* pool.decode(targets, task);
  } finally {
    await pool.close();
  }
}

async function* decodeHere(targets: readonly DecodeTarget[], task: TaskContext) {
  const decode = createFileDecoder(readBundleRecord);
  for (const target of targets) {
    await task.ready();
    yield [decode(target)];
    // Lets a page's questions, and a cancellation, in between.
    await new Promise(setImmediate);
  }
}
