import { ArchiveError, describeFailure } from '#contract/archive-error.ts';
import type { JobFailure } from '#contract/operations.ts';
import type { BundleRecord, ReadBundleRecord } from '../formats/bundle/bundle-record.ts';
import { readStableFile } from '../store/files/read-stable-file.ts';

export interface DecodeTarget {
  /** Names the file in the pool's messages. */
  number: number;
  /** For people, relative to the archive. */
  path: string;
  realPath: string;
  /** Bytes when it was scanned. */
  size: number;
}

/** Size and time as they were when the bytes were read. */
export interface ReadFacts {
  size: number;
  mtimeNs: bigint;
}

export type DecodeOutcome =
  | { number: number; facts: ReadFacts; record: BundleRecord }
  | { number: number; facts: ReadFacts | null; failure: JobFailure };

export type FileDecoder = (target: DecodeTarget) => DecodeOutcome;

/** A bigger buffer than this is not kept: one huge file must not hold memory for the rest of a sweep. */
const KEPT_BUFFER_BYTES = 8 * 1024 * 1024;

/** Reads and walks files one after the other, each into the same buffer. Never throws. */
export function createFileDecoder(readBundleRecord: ReadBundleRecord): FileDecoder {
  let kept = new Uint8Array(0);

  function take(size: number): Uint8Array {
    if (size > KEPT_BUFFER_BYTES) return new Uint8Array(size);
    if (kept.length < size) kept = new Uint8Array(Math.min(KEPT_BUFFER_BYTES, size * 2));
    return kept.subarray(0, size);
  }

  return ({ number, path, realPath }) => {
    let facts: ReadFacts | null = null;
    try {
      const { bytes, size, mtimeNs } = readStableFile(realPath, path, take);
      facts = { size, mtimeNs };
      return { number, facts, record: readBundleRecord(bytes) };
    } catch (error) {
      if (!(error instanceof ArchiveError)) console.error(`decoding ${path}:`, error);
      return { number, facts, failure: { ...describeFailure(error), file: path } };
    }
  };
}
