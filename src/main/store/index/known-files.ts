import type { Failure } from '#contract/reply.ts';
import type { IndexReader, IndexWriter } from './open-index.ts';

/** A file the index knows, to compare with the disk. */
export interface KnownFile {
  handle: string;
  /** `folder/fileName`, relative to the archive. */
  path: string;
  mtimeNs: bigint;
  size: number;
  /** Null for a file that could not be read. */
  bundleId: string | null;
}

/** Every file of the index, those that failed too. */
export function readKnownFiles(_index: IndexReader | IndexWriter): KnownFile[] {
  throw new Error('being written');
}

/** What could not be read when it was last looked at, by path. */
export function readFailures(
  _index: IndexReader,
  _window: { offset: number; limit: number },
): { total: number; failures: (Failure & { file: string })[] } {
  throw new Error('being written');
}
