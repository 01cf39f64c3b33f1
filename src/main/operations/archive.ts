import type { ArchiveCard, ArchiveId } from '#contract/operations.ts';
import type { IndexReader } from '../store/index/open-index.ts';
import type { TieredReader } from '../store/tiered/tiered-reader.ts';

/** Where what the user adds is kept. Absolute paths. */
export interface MarksPlace {
  /** Written to. */
  readonly file: string;
  /** The archive's folder cannot be written: with the app, not with the archive. */
  readonly isKeptWithApp: boolean;
  /** Where it is looked for, in this order. */
  readonly files: readonly string[];
}

/** An archive a face works with. Paths are absolute and real (links resolved). */
export interface Archive {
  /** First 32 hex digits of the SHA-256 of the folder, or of the index file where that lies elsewhere. */
  readonly id: ArchiveId;
  readonly kind: ArchiveCard['kind'];
  /** Last part of the path, for people. */
  readonly name: string;
  /** The folder of bundles that the handles are relative to, or the root of the tiered archive. */
  readonly folder: string;
  readonly indexFile: string;
  /** It is known by its index file, which lies elsewhere than its folder. */
  readonly isByFile: boolean;
  /** Nothing can be written into the folder, the index was made by the reference, or the archive by a newer Strata. */
  readonly isReadOnly: boolean;
  readonly index: IndexReader;
  readonly marks: MarksPlace;
  /** Of a tiered archive, opened when first asked for; null for every other. */
  readonly tiers: (() => TieredReader) | null;
  /** The index of a tiered archive knows nothing of what lies there: it was lost. */
  readonly isIndexLost: boolean;
  /** Of a tiered archive: a process died before it brought index and views up to date; see `healDerived`. */
  readonly isBehind: boolean;
  close(): void;
}
