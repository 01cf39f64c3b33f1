import { ArchiveError } from '#contract/archive-error.ts';
import type { JobFailure, JobResult } from '#contract/operations.ts';
import { readSourceBytes } from '../store/index/source-bytes.ts';
import { archiveBytes } from '../store/tiered/archive-bytes.ts';
import { readArchiveFile } from '../store/tiered/archive-file.ts';
import { importIntoTiered } from './import-into-tiered.ts';
import { takeMarks } from './mark-backtests.ts';
import { openArchive } from './open-archive.ts';
import { proofCounts, proveFiles } from './prove-files.ts';
import type { TaskContext } from './task-context.ts';
import type { TiedCode } from './tie-code.ts';

export interface MigrateRequest {
  /** Absolute paths. The source is only read. */
  source: string;
  target: string;
  /** These handles only, with or without extension. */
  handles?: readonly string[] | null;
  /** `file`: every file is compressed again and compared, over a second a bundle; `payload` is always proved. */
  proof: 'payload' | 'file';
  /** A folder of source code, tied to every backtest that comes in, and to those that are there without any. */
  code?: string | null;
  threads?: number;
}

export interface MigrateOutcome extends JobResult {
  failures: JobFailure[];
  skipped: JobFailure[];
  /** Price files that bundles name and that are not there; see `missingPrices`. Not counted as failed. */
  missing: JobFailure[];
  /** Bytes of the bundles that are in the archive now, and of their price files. */
  sourceBytes: number;
  /** Bytes of the archive, all but `index.sqlite` and `user.sqlite`; and of the index. */
  archiveBytes: number;
  indexBytes: number;
  /** archiveBytes / sourceBytes, null where there is nothing. */
  ratio: number | null;
  /** Files of the archive by what is proved of them, and backtests of this migration that are kept whole. */
  proof: { payload: number; file: number; payloadOnly: number; opaque: number };
  /** Files that came in under another name, because another backtest has theirs. */
  renames: { from: string; to: string }[];
  /** What became of the code with backtests that were there; null without code. */
  code: TiedCode | null;
}

/**
 * Takes a folder of bundles, or a tiered store of the reference, into a tiered archive. A second run goes on
 * where the first one stopped. Throws `already-exists`, `archive-locked`, `bad-request`.
 */
export async function migrateToTiered(
  request: MigrateRequest,
  task: TaskContext,
): Promise<MigrateOutcome> {
  const { source, target, handles = null, proof, code = null, threads = 0 } = request;
  await requireMigratable(source);
  const imported = await importIntoTiered(
    { root: target, sources: [source], handles, threads, keepNames: true, code },
    task,
  );
  const marks = takeMarks(source, target);
  const proved = proof === 'file' ? await proveFiles({ root: target, threads }, task) : null;
  const sizes = await measureMigrated(target);
  const failures = [...imported.failures, ...marks, ...(proved?.failures ?? [])];
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

/** A folder of bundles, or a tiered store of the reference; an archive of ours is migrated the other way. */
export async function requireMigratable(source: string): Promise<void> {
  if ((await readArchiveFile(source)) === null) return;
  throw new ArchiveError('bad-request', `${source} is a tiered archive already`, {
    advice: 'Say --from local-tiered --to local-dir to get its bundles out.',
  });
}

/** What an archive comes to, and what is proved of it. */
export async function measureMigrated(root: string) {
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
