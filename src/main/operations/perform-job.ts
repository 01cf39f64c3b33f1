import { rm } from 'node:fs/promises';
import type { ExportOrder, ImportOrder, IndexOrder, JobOrder } from './job-orders.ts';
import type { JobOutcome } from './job-run.ts';
import { openArchive } from './open-archive.ts';
import type { StateFolders } from './state-folders.ts';
import type { TaskContext } from './task-context.ts';

export interface JobPerformer {
  perform(order: JobOrder, task: TaskContext): Promise<JobOutcome>;
}

/** Does what jobs are ordered to do, each with its own connection to the index. */
export function createJobPerformer(folders: StateFolders, threads: number): JobPerformer {
  return {
    perform(order, task) {
      if (order.kind === 'index') return performIndex(order, threads, task);
      if (order.kind === 'import') return performImport(order, threads, task);
      return performExport(order, folders, task);
    },
  };
}

async function performIndex(
  { folder, indexFile, rebuild, isUnasked }: IndexOrder,
  threads: number,
  task: TaskContext,
): Promise<JobOutcome> {
  const { indexFolder } = await import('./index-folder.ts');
  const request = { folder, indexFile, rebuild, threads, keepIfEmpty: isUnasked };
  const { failures, skipped, ...result } = await indexFolder(request, task);
  return { result, failures: [...failures, ...skipped] };
}

async function performImport(
  { folder, indexFile, sources, upload }: ImportOrder,
  threads: number,
  task: TaskContext,
): Promise<JobOutcome> {
  const { importBundles } = await import('./import-bundles.ts');
  const request = { folder, indexFile, sources, threads };
  const { failures, skipped, renames: _, ...result } = await importBundles(request, task);
  if (upload !== null) await rm(upload, { recursive: true, force: true });
  return { result, failures: [...failures, ...skipped] };
}

async function performExport(
  { archive: path, request, download }: ExportOrder,
  folders: StateFolders,
  task: TaskContext,
): Promise<JobOutcome> {
  const { exportRows } = await import('./export-rows.ts');
  const archive = await openArchive(path, { stateFolder: folders.state });
  try {
    const { failures, ...result } = await exportRows(archive, request, task);
    return { result: { ...result, download }, failures };
  } finally {
    archive.close();
  }
}
