import type { ArchiveCard, ArchiveId } from '#contract/operations.ts';
import type { IndexReader } from '../store/index/open-index.ts';

/** An archive a face works with. Paths are absolute and real (links resolved). */
export interface Archive {
  /** First 32 hex digits of the SHA-256 of the folder, or of the index file where that lies elsewhere. */
  readonly id: ArchiveId;
  readonly kind: ArchiveCard['kind'];
  /** Last part of the path, for people. */
  readonly name: string;
  /** The folder of bundles that the handles are relative to. */
  readonly folder: string;
  readonly indexFile: string;
  /** It is known by its index file, which lies elsewhere than its folder. */
  readonly isByFile: boolean;
  /** Nothing can be written into the folder, or the index was made by the reference. */
  readonly isReadOnly: boolean;
  readonly index: IndexReader;
  close(): void;
}
