import { closeSync, openSync, readSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { maxFrameHeaderBytes, readFrameHeader } from '../formats/zstd/frame-header.ts';
import type { IncomingFile } from '../store/tiered/build-batch.ts';

/** Magic and version, before the zstd frame (FORMATS §2). */
const HEADER_BYTES = 8;

/** A kill costs no more than the batches in hand. */
const maxBundles = 128;

/**
 * Unpacked, of the bundles of all batches in hand. A thread holds its batch about three times over: its rows,
 * its files, and the rows read back for the proof. What it takes besides grows with the threads: from three on
 * they get less, so that all stay below 1 GB.
 */
const payloadBytesInHand = { upToTwo: 96 * 1024 ** 2, more: 64 * 1024 ** 2 };
/** Under this the footers of a batch's files weigh too much. */
const leastPayloadBytes = 16 * 1024 ** 2;

/** Each holds a batch in memory, and what it takes to build it. */
const maxThreads = 4;

export function batchThreads(threads: number): number {
  return Math.min(maxThreads, threads || availableParallelism());
}

/** Cuts files into batches for so many threads, as they are asked for: the head of every file is read. */
export function* planBatches(
  files: readonly IncomingFile[],
  threads: number,
): Generator<IncomingFile[]> {
  const count = batchThreads(threads);
  const share = (count > 2 ? payloadBytesInHand.more : payloadBytesInHand.upToTwo) / count;
  const maxBytes = Math.max(leastPayloadBytes, share);
  let batch: IncomingFile[] = [];
  let bytes = 0;
  for (const file of files) {
    const size = payloadBytesOf(file.realPath);
    if (batch.length > 0 && (batch.length === maxBundles || bytes + size > maxBytes)) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(file);
    bytes += size;
  }
  if (batch.length > 0) yield batch;
}

/** What the head of a bundle announces; 0 for what is none, which takes no room. */
function payloadBytesOf(path: string): number {
  const head = new Uint8Array(HEADER_BYTES + maxFrameHeaderBytes);
  try {
    const file = openSync(path, 'r');
    try {
      readSync(file, head, 0, head.length, 0);
    } finally {
      closeSync(file);
    }
    return readFrameHeader(head.subarray(HEADER_BYTES)).contentSize;
  } catch {
    return 0; // Whoever reads it says what is wrong with it.
  }
}
