import type { ArchiveError } from '#contract/archive-error.ts';

/**
 * A value as it is bound to SQLite: NaN is null, an infinity stays, an integer beyond 2^53 is a bigint (which
 * may be too large for SQLite: documents go up to 2^64 - 1).
 */
export type SqlValue = number | bigint | string | null;

/** What the index needs of a bundle, read without decoding a snapshot or a Parquet blob. Times are epoch ms UTC. */
export interface BundleRecord {
  /** SHA-256 of the decompressed payload, hex. */
  bundleId: string;
  formatVersion: number;
  payloadBytes: number;
  algorithmId: string | null;
  /** v5: the algorithm that this one is a variant of. */
  anchorAlgorithmId: string | null;
  tag: string | null;
  engineType: string | null;
  riskFreeRate: SqlValue;
  frameworkVersion: string | null;
  /** As Python's `json.dumps` writes them; null when empty. */
  parametersJson: string | null;
  strategyIdsJson: string | null;
  strategyIds: string[];
  parameters: ParameterValue[];
  studyNames: string[];
  /** The rows of studies, in the order of the reference's own index: see `StudyRecord`. */
  studies: StudyRecord[];
  /** In the order of `summaryColumns`; null when the bundle has no summary. */
  summary: SqlValue[] | null;
  runs: RunRecord[];
  /** As the document has them, unchecked: neither text may be taken for a path before it is judged (FORMATS §6). */
  ohlcv: { storeDir: string; chunks: { key: string; file: string }[] } | null;
}

/** A parameter is queryable by number or by text; `text` is JSON for lists and maps. Nested maps are flattened with dots too. */
export interface ParameterValue {
  name: string;
  number: number | null;
  text: string | null;
  kind: 'number' | 'text' | 'boolean' | 'json' | 'nil';
}

/**
 * One study on one engine, over all its universes together or over one of them. Bundles before v5 read as one study,
 * `default` where they give it no name; an engine that holds neither runs nor a summary has no row.
 */
export interface StudyRecord {
  /** Position over all rows of studies of the bundle, from 0. */
  study: number;
  studyName: string;
  studyDescription: string | null;
  /** vector or event; null when the document does not say. */
  engine: string | null;
  /** Null for all universes together. */
  universeKey: string | null;
  sampleType: string | null;
  windowPart: string | null;
  /** Roles of its runs' windows, each once. */
  windowRoles: string[];
  initialCapital: SqlValue;
  riskFreeRate: SqlValue;
  symbols: string[];
  tradingSymbol: string | null;
  market: string | null;
  numberOfRuns: number;
  /** Monte-Carlo and permutation tests of the engine, over all universes. */
  numberOfTests: number;
  /** Earliest start and latest end of its runs. */
  start: number | null;
  end: number | null;
  /** In the order of `summaryColumns`; null when there is none. */
  summary: SqlValue[] | null;
}

export interface RunRecord {
  /** Position over all runs of the bundle, from 0. */
  run: number;
  window: string | null;
  windowRole: string | null;
  studyName: string;
  /** Of its study: in_sample, walk_forward, …; free text. */
  sampleType: string | null;
  engine: string | null;
  universeKey: string | null;
  start: number | null;
  end: number | null;
  symbols: string[];
  tradingSymbol: string | null;
  createdAt: number | null;
  initialUnallocated: SqlValue;
  numberOfDays: SqlValue;
  /** In the order of `runMetricColumns`; null when the run has no metrics. */
  metrics: SqlValue[] | null;
}

/** Reads one bundle file from its bytes, or throws an `ArchiveError` with code, offset and advice. */
export type ReadBundleRecord = (file: Uint8Array) => BundleRecord;
export type BundleError = ArchiveError;
