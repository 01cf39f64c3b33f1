import type { Database } from 'better-sqlite3';

/** An index that is only read. Every query function of this folder takes one. */
export interface IndexReader {
  readonly db: Database;
  /** The file that was named. */
  readonly file: string;
  /** `reference`: an index of the framework itself, read into a temporary database. */
  readonly origin: 'strata' | 'reference';
  /** Where what the user added may be; the first that is there counts. */
  marksFiles?: readonly string[];
  close(): void;
}

export interface IndexWriter {
  readonly db: Database;
  readonly file: string;
  /** The index holds nothing: it is new, or was dropped because another release wrote it. */
  readonly isEmpty: boolean;
  /** Where a file that was not ours was moved, so that nothing is lost; else null. */
  readonly setAside: string | null;
  /** Brings the write-ahead log into the file, then closes. */
  close(): void;
}
