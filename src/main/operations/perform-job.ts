import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { JobFailure } from '#contract/operations.ts';
import { hasArchiveFile } from '../store/tiered/has-archive-file.ts';
import { layout } from '../store/tiered/layout.ts';
import type { Archive } from './archive.ts';
import type { ImportRequest } from './import-bundles.ts';
import type { TieredImportRequest } from './import-into-tiered.ts';
import type {
  ExportOrder,
  ImportOrder,
  IndexOrder,
  JobOrder,
  MigrateOrder,
  QueryOrder,
  ReportOrder,
  UpkeepOrder,
} from './job-orders.ts';
import type { JobOutcome } from './job-run.ts';
import { openArchive } from './open-archive.ts';
import type { StateFolders } from './state-folders.ts';
import type { TaskContext } from './task-context.ts';

export interface JobPerformer {
  perform(order: JobOrder, task: TaskContext): Promise<JobOutcome>;
}

/**
 * Does what jobs are ordered to do, each with its own connection to the index. `threads` is asked when a job
 * begins; `adopt` puts an archive that a job has made on the list.
 */
export function createJobPerformer(
  folders: StateFolders,
  threads: () => number,
  adopt: (path: string) => Promise<Archive>,
): JobPerformer {
  return {
    async perform(order, task) {
      if (order.kind === 'export') return performExport(order, folders, task);
      if (order.kind === 'query') return performQuery(order, task);
      if (order.kind === 'report') return performReport(order, folders, task);
      return performWriting(order, threads(), adopt, task);
    },
  };
}

function performWriting(
  order: Exclude<JobOrder, ExportOrder | QueryOrder | ReportOrder>,
  threads: number,
  adopt: (path: string) => Promise<Archive>,
  task: TaskContext,
): Promise<JobOutcome> {
  if (order.kind === 'index') return performIndex(order, threads, task);
  if (order.kind === 'import') return performImport(order, threads, task);
  if (order.kind === 'migrate') return performMigrate(order, threads, adopt, task);
  return upkeep(order, threads, task);
}

async function upkeep(order: UpkeepOrder, threads: number, task: TaskContext) {
  const { performUpkeep } = await import('./perform-upkeep.ts');
  return performUpkeep(order, threads, task);
}

async function performIndex(
  { folder, indexFile, rebuild, isUnasked }: IndexOrder,
  threads: number,
  task: TaskContext,
): Promise<JobOutcome> {
  if (await hasArchiveFile(folder)) {
    const { healDerived } = await import('./heal-derived.ts');
    const { failures, ...result } = await healDerived(folder, task);
    return { result, failures };
  }
  const { indexFolder } = await import('./index-folder.ts');
  const request = { folder, indexFile, rebuild, threads, keepIfEmpty: isUnasked };
  const { failures, skipped, ...result } = await indexFolder(request, task);
  return { result, failures: [...failures, ...skipped] };
}

async function performImport(
  { folder, indexFile, sources, upload, under = null, code = null }: ImportOrder,
  threads: number,
  task: TaskContext,
): Promise<JobOutcome> {
  const { failures, skipped, missing, ...result } = existsSync(join(folder, layout.archiveFile))
    ? await importTiered({ root: folder, sources, threads, under, code }, task)
    : await importPlain({ folder, indexFile, sources, threads, under }, task);
  if (upload !== null) await rm(upload, { recursive: true, force: true });
  return { result, failures: [...failures, ...skipped, ...missing] };
}

async function importPlain(request: ImportRequest, task: TaskContext) {
  const { importBundles } = await import('./import-bundles.ts');
  const { renames: _, ...outcome } = await importBundles(request, task);
  return outcome;
}

async function importTiered(request: TieredImportRequest, task: TaskContext) {
  const { importIntoTiered } = await import('./import-into-tiered.ts');
  const imported = await importIntoTiered(request, task);
  const { sourceBytes: _, proof: __, renames: ___, code, ...outcome } = imported;
  return { ...outcome, updated: code?.tied ?? 0 };
}

async function performMigrate(
  order: MigrateOrder,
  threads: number,
  adopt: (path: string) => Promise<Archive>,
  task: TaskContext,
): Promise<JobOutcome> {
  const { migrateToTiered } = await import('./migrate-store.ts');
  const { code, renames: _, ...outcome } = await migrateToTiered({ ...order, threads }, task);
  const {
    failures,
    skipped,
    missing,
    sourceBytes,
    archiveBytes,
    indexBytes,
    ratio,
    proof,
    ...result
  } = outcome;
  const { id: archive } = await adopt(order.target);
  const migration = { archive, sourceBytes, archiveBytes, indexBytes, ratio, proof };
  const updated = code?.tied ?? 0;
  const all = [...failures, ...skipped, ...missing];
  return { result: { ...result, updated, migration }, failures: all };
}

async function performQuery(
  { place, request, download }: QueryOrder,
  task: TaskContext,
): Promise<JobOutcome> {
  const { exportSql } = await import('./sql/export-sql.ts');
  const result = await exportSql(place, request, task);
  return { result: { ...result, download }, failures: [] };
}

async function performExport(
  { archive: path, request, codeTo = null, download }: ExportOrder,
  folders: StateFolders,
  task: TaskContext,
): Promise<JobOutcome> {
  const { exportRows } = await import('./export-rows.ts');
  const archive = await openArchive(path, { stateFolder: folders.state });
  try {
    const { failures, ...result } = await exportRows(archive, request, task);
    const lost = codeTo === null ? [] : await exportCodeBeside(archive, request, codeTo, task);
    const failed = result.failed + lost.length;
    return { result: { ...result, failed, download }, failures: [...failures, ...lost] };
  } finally {
    archive.close();
  }
}

/** Gives what could not be written. */
async function exportCodeBeside(
  archive: Archive,
  request: ExportOrder['request'],
  to: string,
  task: TaskContext,
): Promise<JobFailure[]> {
  const { exportCode } = await import('./export-code.ts');
  await task.ready();
  const { failures } = await exportCode(archive, { ...request, to, isWhereThere: true });
  for (const failure of failures) task.fail(failure);
  return failures;
}

async function performReport(
  { archive: path, request, download }: ReportOrder,
  folders: StateFolders,
  task: TaskContext,
): Promise<JobOutcome> {
  const { exportReport } = await import('./report/export-report.ts');
  const archive = await openArchive(path, { stateFolder: folders.state });
  try {
    const result = await exportReport(archive, request, task);
    return { result: { ...result, download }, failures: [] };
  } finally {
    archive.close();
  }
}
