import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ArchiveError } from '#contract/archive-error.ts';
import type { JobFailure, JobResult } from '#contract/operations.ts';
import { readSourceBytes } from '../store/index/source-bytes.ts';
import { archiveBytes } from '../store/tiered/archive-bytes.ts';
import { readArchiveFile } from '../store/tiered/archive-file.ts';
import { layout } from '../store/tiered/layout.ts';
import { exportFromTiered } from './export-from-tiered.ts';
import { importIntoTiered } from './import-into-tiered.ts';
import { indexFolder } from './index-folder.ts';
import { takeMarks } from './mark-backtests.ts';
import { openArchive } from './open-archive.ts';
import { proofCounts, proveFiles } from './prove-files.ts';
import type { TaskContext } from './task-context.ts';

export interface MigrateRequest {
  /** Absolute paths. The source is only read. */
  source: string;
  target: string;
  /** `file`: every file is compressed again and compared, over a second a bundle; `payload` is always proved. */
  proof: 'payload' | 'file';
  /** A folder of source code, tied to every backtest that comes in. */
  code?: string | null;
  threads?: number;
}

export interface MigrateOutcome extends JobResult {
  failures: JobFailure[];
  skipped: JobFailure[];
  /** Bytes of the bundles that are in the archive now, and of their price files. */
  sourceBytes: number;
  /** Bytes of the archive, all but `index.sqlite` and `user.sqlite`; and of the index. */
  archiveBytes: number;
  indexBytes: number;
  /** archiveBytes / sourceBytes, null where there is nothing. */
  ratio: number | null;
  /** Files of the archive by what is proved of them, and backtests of this migration that are kept whole. */
  proof: { payload: number; file: number; payloadOnly: number; opaque: number };
}

/** What a source is migrated from: where its bundles lie, and its price files if not where the bundles say. */
export interface MigrationSource {
  bundles: string;
  priceFolder?: string;
}

/**
 * Takes a folder of bundles, or a tiered store of the reference, into a tiered archive. A second run goes on
 * where the first one stopped. Throws `already-exists`, `archive-locked`, `bad-request`.
 */
export async function migrateToTiered(
  request: MigrateRequest,
  task: TaskContext,
): Promise<MigrateOutcome> {
  const { target, proof, code = null, threads = 0 } = request;
  const { bundles, priceFolder } = await findMigrationSource(request.source);
  const imported = await importIntoTiered(
    {
      root: target,
      sources: [bundles],
      threads,
      keepNames: true,
      code,
      ...(priceFolder === undefined ? {} : { priceFolder }),
    },
    task,
  );
  takeMarks(bundles, target);
  const proved = proof === 'file' ? await proveFiles({ root: target, threads }, task) : null;
  const sizes = await measure(target);
  const failures = [...imported.failures, ...(proved?.failures ?? [])];
  const seconds = imported.seconds + (proved?.seconds ?? 0);
  return {
    ...imported,
    ...sizes,
    failures,
    failed: failures.length,
    seconds,
    proof: { ...sizes.proof, opaque: imported.proof.opaque },
  };
}

/** The source of a migration: a folder of bundles as it is, of a tiered store of the reference its `bundles`. */
export async function findMigrationSource(source: string): Promise<MigrationSource> {
  if ((await readArchiveFile(source)) !== null) {
    throw new ArchiveError('bad-request', `${source} is a tiered archive already`, {
      advice: 'Say --from local-tiered --to local-dir to get its bundles out.',
    });
  }
  if (!isReferenceStore(await readdir(source).catch(() => []))) return { bundles: source };
  return { bundles: join(source, 'bundles'), priceFolder: join(source, 'ohlcv') };
}

/** FORMATS §13: `bundles/`, and beside it its Parquet files and nothing that looks like a sweep. */
function isReferenceStore(names: readonly string[]): boolean {
  const isBundle = names.some((name) => /\.(iafbt|obtf)$/i.test(name));
  return names.includes('bundles') && names.includes('parquet') && !isBundle;
}

export interface MigrateBackRequest {
  source: string;
  target: string;
  /** v1 bundles as they came. */
  original: boolean;
  threads?: number;
}

/** Writes every bundle of a tiered archive into a folder, with its price files, and indexes that. */
export async function migrateToFolder(
  { source, target, original, threads = 0 }: MigrateBackRequest,
  task: TaskContext,
): Promise<MigrateOutcome> {
  const startedAt = performance.now();
  if (existsSync(join(target, layout.archiveFile))) {
    throw new ArchiveError('already-exists', `${target} is a tiered archive itself`);
  }
  const archive = await openArchive(source);
  try {
    if (archive.kind !== 'local-tiered') {
      throw new ArchiveError('not-tiered', `${source} is not a tiered archive`);
    }
    const request = {
      rows: 'backtests' as const,
      filter: '',
      quick: '',
      sort: [],
      columns: [],
      format: 'bundles' as const,
      selection: { kind: 'matching' as const, except: [] },
      to: target,
      name: null,
      overwrite: false,
      withOhlcv: true,
      original,
      threads,
    };
    const counts = await exportFromTiered(archive, request, task);
    if (counts.seen > 0) await indexFolder({ folder: target, threads }, task);
    takeMarks(source, target);
    return {
      ...counts,
      ...(await measure(source)),
      skipped: [],
      updated: 0,
      renamed: 0,
      removed: 0,
      failed: counts.failures.length,
      download: null,
      seconds: (performance.now() - startedAt) / 1000,
    };
  } finally {
    archive.close();
  }
}

async function measure(root: string) {
  const archive = await openArchive(root);
  try {
    const proof = proofCounts(archive.index.db);
    const bytes = await archiveBytes(root);
    const sourceBytes = readSourceBytes(archive.index) + bytes.prices;
    return {
      sourceBytes,
      archiveBytes: bytes.archive,
      indexBytes: bytes.index,
      ratio: sourceBytes === 0 ? null : bytes.archive / sourceBytes,
      proof: { ...proof, opaque: 0 },
    };
  } finally {
    archive.close();
  }
}
