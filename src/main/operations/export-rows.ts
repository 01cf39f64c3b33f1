import type { ExportRequest, JobFailure, JobResult } from '#contract/operations.ts';
import type { Archive } from './archive.ts';
import type { TaskContext } from './task-context.ts';

export interface ExportRowsRequest extends Omit<ExportRequest, 'archive' | 'to' | 'name'> {
  /**
   * Absolute path. Tables: the file, or an existing folder to put `<name>` into. Bundles: an existing or
   * new folder; for one bundle also a file ending in `.iafbt` or `.obtf`; ending in `.zip`, one zip file.
   */
  to: string;
  /** Name of the file (tables, zip) or of a new folder (bundles) below `to`; null: the archive's name. */
  name: string | null;
  /** Replaces a file of the same name; otherwise that is `already-exists`. */
  overwrite: boolean;
  /** Bundles only: the OHLCV files they refer to come along. */
  withOhlcv: boolean;
}

export interface ExportOutcome extends JobResult {
  failures: JobFailure[];
}

/** Writes rows as a table, or copies their bundles byte for byte. `added` is the number of rows or bundles written. */
export async function exportRows(
  archive: Archive,
  request: ExportRowsRequest,
  task: TaskContext,
): Promise<ExportOutcome> {
  throw new Error(`not built yet: ${archive.id} ${request.to} ${task.signal.aborted}`);
}
