import type { Failure } from '#contract/reply.ts';
import type { BundleRecord } from '../../formats/bundle/bundle-record.ts';
import type { FileFacts } from './file-facts.ts';
import type { IndexWriter } from './open-index.ts';

export type IndexChange =
  /** A new or changed bundle. Replaces what was under the handle, a failure too; row numbers stay. */
  | { kind: 'bundle'; facts: FileFacts; record: BundleRecord }
  /** The same content with another time, size or place: found by `bundle_id`. `from` is the old handle. */
  | { kind: 'moved'; from: string; facts: FileFacts }
  /** A file that cannot be read. An older row under the handle goes. */
  | { kind: 'failed'; facts: FileFacts; failure: Failure }
  /** A file that is no longer there, readable or not. */
  | { kind: 'gone'; handle: string };

export interface IndexState {
  /** Grows with every write. */
  version: number;
  backtests: number;
  runs: number;
}

/** Writes a batch in one transaction: all of it or nothing. Some hundreds of changes at once are fastest. */
export function writeChanges(_writer: IndexWriter, _changes: readonly IndexChange[]): IndexState {
  throw new Error('being written');
}
