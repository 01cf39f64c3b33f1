import type { Archive } from './archive.ts';
import type { ExportCounts, ExportOutcome, ExportRowsRequest } from './export-request.ts';
import type { TaskContext } from './task-context.ts';

export type { ExportOutcome, ExportRowsRequest } from './export-request.ts';

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
  if (archive.kind === 'local-tiered') {
    const { exportFromTiered } = await import('./export-from-tiered.ts');
    return exportFromTiered(archive, request, task);
  }
  const { exportBundles } = await import('./export-bundles.ts');
  return exportBundles(archive, request, task);
}
