import type { ExportRequest, JobFailure, JobResult } from '#contract/operations.ts';

export interface ExportRowsRequest
  extends Omit<ExportRequest, 'archive' | 'to' | 'name' | 'withCode'> {
  /**
   * Absolute path. Tables: the file, or an existing folder to put it into. Bundles: an existing or new
   * folder; for one bundle also a file ending in `.iafbt` or `.obtf`; ending in `.zip`, one zip file.
   */
  to: string;
  /** Name of the table's file, or of a folder for the bundles, below the folder `to`; null: as the archive is called, or for bundles `to` itself. */
  name: string | null;
  /** Replaces files of the same name; otherwise they are `already-exists`. */
  overwrite: boolean;
  /** Bundles only: the OHLCV files they refer to come along. */
  withOhlcv: boolean;
  /** Bundles of a tiered archive: those of v1 as they came; otherwise they come out as v2. */
  original?: boolean;
}

export interface ExportOutcome extends JobResult {
  failures: JobFailure[];
}

export interface ExportCounts {
  seen: number;
  added: number;
  unchanged: number;
  bytes: number;
  /** Path of the file or folder. */
  written: string;
  failures: JobFailure[];
}
