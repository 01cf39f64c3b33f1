import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ArchiveError, describeFailure } from '#contract/archive-error.ts';
import type { JobFailure, Selection } from '#contract/operations.ts';
import { findBacktest } from '../store/index/find-backtest.ts';
import { layout } from '../store/tiered/layout.ts';
import type { Archive } from './archive.ts';
import { codeFolderName, type ExportCodeOutcome, exportCode } from './export-code.ts';
import { exportFromTiered } from './export-from-tiered.ts';
import type { ExportRowsRequest } from './export-request.ts';
import { findImportFiles } from './find-import-files.ts';
import { importBundles } from './import-bundles.ts';
import { indexFolder } from './index-folder.ts';
import { takeMarks } from './mark-backtests.ts';
import { type MigrateOutcome, measureMigrated } from './migrate-store.ts';
import { openArchive } from './open-archive.ts';
import { findReferenceStore } from './reference-store.ts';
import type { TaskContext } from './task-context.ts';

export interface MigrateBackRequest {
  /** A tiered archive, or a tiered store of the reference; it is only read. */
  source: string;
  target: string;
  /** v1 bundles as they came. */
  original: boolean;
  /** The source code that came with the bundles is written beside them, into `code`. */
  withCode?: boolean;
  /** These handles only, with or without extension. */
  handles?: readonly string[] | null;
  threads?: number;
}

export interface MigrateBackOutcome extends MigrateOutcome {
  /** What was written of source code; null where it was not asked for, or could not be written. */
  sourceCode: ExportCodeOutcome | null;
}

/**
 * Writes every bundle of a tiered archive into a folder, with its price files, and indexes that. Throws
 * `already-exists`, `not-tiered`, and what writing throws.
 */
export async function migrateToFolder(
  request: MigrateBackRequest,
  task: TaskContext,
): Promise<MigrateBackOutcome> {
  const { source, target } = request;
  if (existsSync(join(target, layout.archiveFile))) {
    throw new ArchiveError('already-exists', `${target} is a tiered archive itself`);
  }
  if ((await findReferenceStore(source)) !== null) return copyFromReference(request, task);
  const archive = await openArchive(source);
  try {
    if (archive.kind === 'local-tiered') return await writeFromTiered(archive, request, task);
    throw new ArchiveError('not-tiered', `${source} is not a tiered archive`);
  } finally {
    archive.close();
  }
}

async function writeFromTiered(
  archive: Archive,
  { source, target, original, withCode = false, handles = null, threads = 0 }: MigrateBackRequest,
  task: TaskContext,
): Promise<MigrateBackOutcome> {
  const startedAt = performance.now();
  const { selection, failures } = select(archive, handles);
  for (const failure of failures) task.fail(failure);
  const request = {
    rows: 'backtests' as const,
    filter: '',
    quick: '',
    sort: [],
    columns: [],
    format: 'bundles' as const,
    selection,
    to: target,
    name: null,
    overwrite: false,
    withOhlcv: true,
    original,
    threads,
  };
  const counts = await exportFromTiered(archive, request, task);
  const code = withCode ? await codeBeside(archive, request) : noCode;
  for (const failure of code.failures) task.fail(failure);
  if (counts.seen > 0) await indexFolder({ folder: target, threads }, task);
  const all = [...failures, ...counts.failures, ...code.failures, ...takeMarks(source, target)];
  return {
    ...counts,
    ...(await measureMigrated(source)),
    sourceCode: code.written,
    renames: [],
    code: null,
    failures: all,
    skipped: [],
    missing: [],
    updated: 0,
    renamed: 0,
    removed: 0,
    failed: all.length,
    download: null,
    seconds: (performance.now() - startedAt) / 1000,
  };
}

const noCode = { written: null, failures: [] as JobFailure[] };

/** What is in the way of the code does not undo the bundles. */
async function codeBeside(
  archive: Archive,
  request: ExportRowsRequest,
): Promise<{ written: ExportCodeOutcome | null; failures: JobFailure[] }> {
  const to = join(request.to, codeFolderName);
  try {
    const written = await exportCode(archive, { ...request, to, isWhereThere: true });
    return { written, failures: written.failures };
  } catch (error) {
    if (!(error instanceof ArchiveError) || error.code === 'disk-full') throw error;
    const failure = { ...describeFailure(error), file: error.file ?? codeFolderName };
    return { written: null, failures: [failure] };
  }
}

function select(archive: Archive, handles: readonly string[] | null) {
  const failures: JobFailure[] = [];
  if (handles === null) {
    return { selection: { kind: 'matching', except: [] } satisfies Selection, failures };
  }
  const nos: number[] = [];
  for (const handle of handles) {
    try {
      nos.push(findBacktest(archive.index, handle).no);
    } catch (error) {
      if (!(error instanceof ArchiveError)) throw error;
      failures.push({ ...describeFailure(error), file: handle });
    }
  }
  return { selection: { kind: 'rows', nos } satisfies Selection, failures };
}

/** Its bundles are files already: they are copied byte for byte. */
async function copyFromReference(
  { source, target, handles = null, threads = 0 }: MigrateBackRequest,
  task: TaskContext,
): Promise<MigrateBackOutcome> {
  const outcome = await importBundles(
    { folder: target, sources: [source], handles, threads },
    task,
  );
  const failures = [...outcome.failures, ...takeMarks(source, target)];
  const { files } = await findImportFiles([target], task.signal);
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  return {
    ...outcome,
    sourceCode: null,
    code: null,
    failures,
    failed: failures.length,
    sourceBytes: bytes,
    archiveBytes: bytes,
    indexBytes: (await stat(join(target, layout.indexFile))).size,
    ratio: bytes === 0 ? null : 1,
    proof: { file: outcome.added + outcome.unchanged, payload: 0, payloadOnly: 0, opaque: 0 },
  };
}
