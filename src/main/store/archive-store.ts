import { ArchiveError } from '#contract/archive-error.ts';
import type { JobFailure, SeriesName } from '#contract/operations.ts';
import type { Series } from '../formats/bundle/series.ts';
import type { DatasetName } from '../formats/exact/datasets/dataset-columns.ts';
import type { RunTable } from '../formats/exact/datasets/run-table.ts';

/**
 * What every store of backtests does, wherever it lies (archive.md §8). A *name* is a handle, an id or its
 * first digits. All throw `ArchiveError`: `not-found` for a name that nothing has, `archive-locked` where
 * another process writes.
 */
export interface ArchiveStore {
  readonly kind: 'local-dir' | 'local-tiered';
  /** Takes the bytes of one bundle in. What is there already, under any handle, is left as it is. */
  put(handle: string, file: Uint8Array): Promise<PutOutcome>;
  /** The file, byte for byte as it came in. */
  get(name: string): Promise<Uint8Array>;
  /** In the order of handles. */
  list(): Promise<StoreEntry[]>;
  /** Takes a backtest off the store so that it can be had back. */
  delete(name: string): Promise<void>;
  /** Writes the files of these backtests below a folder, with their own folders. */
  export(names: readonly string[], toFolder: string): Promise<StoreOutcome>;
  /** Takes in bundle files, and bundles below folders. A second time is a no-op. */
  import(sources: readonly string[]): Promise<StoreOutcome>;
  /** Those of these hashes that are here: ids of backtests, and of what else the store keeps by its hash. */
  has(hashes: readonly string[]): Promise<ReadonlySet<string>>;
  /** Throws `not-found` for a run that the backtest has not. */
  openRun(name: string, run: number): Promise<RunData>;
  /** Every file and backtest that is damaged; empty when all is well. */
  verify(): Promise<JobFailure[]>;
}

export interface StoreEntry {
  /** SHA-256 of the bundle's payload. */
  id: string;
  handle: string;
  /** Bytes of the file as it came in. */
  size: number;
}

export interface PutOutcome {
  id: string;
  isNew: boolean;
}

export interface StoreOutcome {
  done: number;
  /** There already. */
  unchanged: number;
  failures: JobFailure[];
}

/** What lies in one run. */
export interface RunData {
  series(name: SeriesName): Promise<Series>;
  rows(dataset: Exclude<DatasetName, 'backtests'>): Promise<RunTable>;
}

/** A handle with `/` between its folders that stays where it is put. Throws `outside-root`. */
export function requireHandle(handle: string): string {
  const parts = handle.split('/');
  const isPlain = parts.every((part) => part !== '' && part !== '.' && part !== '..');
  if (isPlain && !/[\\:\0]/.test(handle)) return handle;
  throw new ArchiveError('outside-root', `${JSON.stringify(handle)} is not a name in the archive`, {
    advice: 'Name it like a file in a folder of the archive: sweep/run_001.',
  });
}
