import type { ExportRequest, JobFailure, JobResult } from '#contract/operations.ts';
import type { Archive } from './archive.ts';
import type { TaskContext } from './task-context.ts';

export interface ExportRowsRequest extends Omit<ExportRequest, 'archive' | 'to' | 'name'> {
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
}

export interface ExportOutcome extends JobResult {
  failures: JobFailure[];
}

/**
 * Writes rows as a table, or copies their bundles byte for byte. `seen` is the number of rows or bundles
 * selected, `added` of those written, `unchanged` of bundles that were there already.
 */
export async function exportRows(
  archive: Archive,
  request: ExportRowsRequest,
  task: TaskContext,
): Promise<ExportOutcome> {
  const startedAt = performance.now();
  const counts = await write(archive, request, task);
  const seconds = (performance.now() - startedAt) / 1000;
  const failed = counts.failures.length;
  return { ...counts, updated: 0, renamed: 0, removed: 0, failed, download: null, seconds };
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

async function write(
  archive: Archive,
  request: ExportRowsRequest,
  task: TaskContext,
): Promise<ExportCounts> {
  if (request.format !== 'bundles') {
    const { exportTable } = await import('./export-table.ts');
    return exportTable(archive, request, task);
  }
  if (request.to.toLowerCase().endsWith('.zip')) {
    const { exportZip } = await import('./export-zip.ts');
    return exportZip(archive, request, task);
  }
  const { exportBundles } = await import('./export-bundles.ts');
  return exportBundles(archive, request, task);
}
