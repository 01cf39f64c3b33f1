import { ArchiveError, describeFailure } from '#contract/archive-error.ts';
import type { JobFailure, JobResult } from '#contract/operations.ts';
import { keepBallast } from '../store/tiered/ballast.ts';
import type { BuiltBatch } from '../store/tiered/build-batch.ts';
import { commitBatch } from '../store/tiered/commit-batch.ts';
import { missingPrices } from '../store/tiered/missing-prices.ts';
import {
  openTieredWriter,
  removeLeftovers,
  type TieredWriter,
} from '../store/tiered/open-writer.ts';
import { knownIds, resolveAlias, storedIds } from '../store/tiered/stored-index.ts';
import { openBatchPool } from './batch-pool.ts';
import { type CodeChunk, packCode, withCode } from './code-chunk.ts';
import { findImportFiles, type ImportFile } from './find-import-files.ts';
import { bundlesOfLegacyFolders, type MadeBundles, withMade } from './legacy-folders.ts';
import { nameIncoming } from './name-incoming.ts';
import { onlyNamed } from './only-named.ts';
import { planBatches } from './plan-batches.ts';
import { writeViews } from './sql/write-views.ts';
import type { TaskContext } from './task-context.ts';
import { type TiedCode, tieCode } from './tie-code.ts';

export interface TieredImportRequest {
  /** The tiered archive; made when missing. */
  root: string;
  /** Bundle files, and folders to look for bundles in. */
  sources: string[];
  /** Files below this folder keep the folders between it and them. */
  under?: string | null;
  threads?: number;
  /** Also keeps the names of files whose backtest the archive has already, as a migration does. */
  keepNames?: boolean;
  /** These handles only; of names that are none a failure is listed. */
  handles?: readonly string[] | null;
  /** A folder of source code, tied to every backtest that comes in, and to those that are there without any. */
  code?: string | null;
}

export interface TieredImportOutcome extends JobResult {
  failures: JobFailure[];
  skipped: JobFailure[];
  /** Price files that bundles name and that are not there; see `missingPrices`. Not counted as failed. */
  missing: JobFailure[];
  sourceBytes: number;
  /** Backtests by how they are kept. */
  proof: { payload: number; opaque: number };
  /** Files that came in under another name, because another backtest has theirs. */
  renames: { from: string; to: string }[];
  /** What became of the code with backtests that were there; null without code. */
  code: TiedCode | null;
}

/**
 * Takes bundles into a tiered archive in batches, each proved before it is committed. Files that are there
 * already are passed over; one whose name another backtest has comes in as `name-2`. A second run after a kill
 * goes on where the first one stopped.
 */
export async function importIntoTiered(
  request: TieredImportRequest,
  task: TaskContext,
): Promise<TieredImportOutcome> {
  const made = await bundlesOfLegacyFolders(request.sources, task.signal);
  try {
    return await importAll(request, made, task);
  } finally {
    await made.remove();
  }
}

async function importAll(
  request: TieredImportRequest,
  made: MadeBundles,
  task: TaskContext,
): Promise<TieredImportOutcome> {
  const startedAt = performance.now();
  task.report({ done: 0, total: null, current: null });
  const found = onlyNamed(
    withMade(await findImportFiles(request.sources, task.signal, request.under), made),
    request.handles ?? null,
  );
  for (const failure of [...found.failures, ...found.skipped]) task.fail(failure);
  const code = request.code ? await packCode(request.code) : null;
  const writer = await openTieredWriter(request.root, { create: true, now: Date.now() });
  try {
    const counts = await takeIn(writer, found.files, { ...request, code }, task);
    if (counts.added + (counts.code?.tied ?? 0) > 0) await writeViews(request.root);
    const failures = [...found.failures, ...counts.failures];
    return {
      ...counts,
      seen: found.files.length,
      updated: 0,
      renamed: 0,
      removed: 0,
      failed: failures.length,
      seconds: (performance.now() - startedAt) / 1000,
      written: request.root,
      download: null,
      failures,
      skipped: found.skipped,
    };
  } finally {
    writer.close();
  }
}

interface Intake extends Omit<TieredImportRequest, 'code'> {
  code: CodeChunk | null;
}

async function takeIn(
  writer: TieredWriter,
  files: readonly ImportFile[],
  { threads = 0, keepNames = false, code }: Intake,
  task: TaskContext,
) {
  const counts = {
    added: 0,
    unchanged: 0,
    bytes: 0,
    sourceBytes: 0,
    proof: { payload: 0, opaque: 0 },
    failures: [] as JobFailure[],
    missing: [] as JobFailure[],
    renames: [] as TieredImportOutcome['renames'],
    code: null as TiedCode | null,
  };
  const { db } = writer.index;
  const { fresh, there, renames, failures } = await nameIncoming(writer.index, files, task);
  counts.unchanged = there.length;
  counts.failures.push(...failures);
  let done = there.length + failures.length;
  const met = new Set(there);
  const pool = openBatchPool(writer.root, threads);
  try {
    // A migration keeps every file as it is, also the v2 form of a v1 bundle that the archive holds.
    const order = { code: code?.id ?? null, known: keepNames ? storedIds(db) : knownIds(db) };
    for await (const built of pool.build(planBatches(fresh, threads), order, task)) {
      const batch = keepNames ? built : withoutNamesOnly(built);
      for (const { id } of built.stored) met.add(resolveAlias(db, id));
      counts.unchanged += built.stored.length - batch.stored.length;
      for (const failure of batch.failures) task.fail(failure);
      if (batch.stored.length > 0) {
        const context = { ...writer, seq: writer.takeSeq(), now: Date.now(), writer: 'strata' };
        await commitBatch(await withCode(writer.publisher, code, batch), context);
        await keepBallast(writer.root);
        task.changed();
      }
      const missing = missingPrices(batch.backtests, batch.stored);
      for (const one of missing) task.fail(one);
      counts.missing.push(...missing);
      counts.failures.push(...batch.failures);
      counts.added += batch.stored.length;
      counts.sourceBytes += batch.sourceBytes;
      counts.bytes += batch.files.reduce((sum, { staged }) => sum + staged.bytes, 0);
      counts.proof.opaque += batch.opaque;
      counts.proof.payload += batch.backtests.length - batch.opaque;
      done += built.stored.length + batch.failures.length;
      const came = new Set(batch.stored.map(({ path }) => path));
      counts.renames.push(...renames.filter(({ to }) => came.has(to)));
      task.report({ done, total: files.length, current: batch.stored.at(-1)?.path ?? null });
    }
    if (code !== null) counts.code = await tieCode(writer, code, met, task);
  } catch (error) {
    if (error instanceof ArchiveError && error.code === 'disk-full')
      task.fail({ ...describeFailure(error), file: error.file ?? '' });
    throw error;
  } finally {
    await pool.close();
    // What threads were cut off at; on a full disk it would keep others from working.
    await removeLeftovers(writer.root, writer.disk).catch(() => undefined);
  }
  return counts;
}

/** The same backtest under another name brings nothing new. */
function withoutNamesOnly(batch: BuiltBatch): BuiltBatch {
  const ids = new Set(batch.backtests.map(({ id }) => id));
  return { ...batch, stored: batch.stored.filter(({ id }) => ids.delete(id)) };
}
