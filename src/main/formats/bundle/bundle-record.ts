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

export interface RunRecord {
  /** Position over all runs of the bundle, from 0. */
  run: number;
  window: string | null;
  windowRole: string | null;
  studyName: string | null;
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
