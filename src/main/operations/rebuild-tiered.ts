import { mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { JobFailure, JobResult } from '#contract/operations.ts';
import { nodeDisk } from '../store/durable/disk.ts';
import { takeWriterLock } from '../store/files/writer-lock.ts';
import { openIndexReader, openIndexWriter } from '../store/index/open-index.ts';
import { readCounter } from '../store/index/schema.ts';
import { readTruth } from '../store/tiered/catch-up.ts';
import { layout } from '../store/tiered/layout.ts';
import { removeLeftovers, requireTiered } from '../store/tiered/open-writer.ts';
import { requireOwnFolders } from '../store/tiered/own-folders.ts';
import { reconcileIndex } from '../store/tiered/reconcile-index.ts';
import { createStoredTables } from '../store/tiered/stored-index.ts';
import { checkInThreads } from './check-pool.ts';
import { writeViews } from './sql/write-views.ts';
import type { TaskContext } from './task-context.ts';

export interface RebuildRequest {
  /** A tiered archive. */
  root: string;
  threads?: number;
}

export interface RebuildOutcome extends JobResult {
  /** Files of the archive and backtests that are damaged; everything else is in the new index. */
  failures: JobFailure[];
}

/**
 * Makes the index of a tiered archive again, from its files alone, each read and proved. The new index is
 * made beside the old one, which moves to quarantine/ when the new one is whole (reliability.md §3.20).
 * Throws `not-tiered`, `archive-locked`, `disk-full`, `cancelled`; the old index stays then.
 */
export async function rebuildTiered(
  { root, threads = 0 }: RebuildRequest,
  task: TaskContext,
): Promise<RebuildOutcome> {
  const startedAt = performance.now();
  await requireTiered(root);
  await requireOwnFolders(root);
  task.report({ done: 0, total: null, current: null });
  const lock = takeWriterLock(join(root, 'writer'), root);
  try {
    await removeLeftovers(root, nodeDisk);
    const made = join(root, layout.temporary, layout.indexFile);
    await nodeDisk.makeFolder(join(root, layout.temporary));
    const { failures, backtests } = await buildIndex(root, made, { threads, task });
    await swapIndex(root, made);
    await writeViews(root);
    task.changed();
    for (const failure of failures) task.fail(failure);
    return {
      seen: backtests,
      added: backtests,
      unchanged: 0,
      updated: 0,
      renamed: 0,
      removed: 0,
      failed: failures.length,
      bytes: 0,
      seconds: (performance.now() - startedAt) / 1000,
      written: join(root, layout.indexFile),
      download: null,
      failures,
    };
  } finally {
    lock.release();
  }
}

/** Makes an index of the archive in a new file, anywhere; nothing in the archive is written. */
export async function buildIndex(
  root: string,
  file: string,
  { threads, task }: { threads: number; task: TaskContext },
): Promise<{ failures: JobFailure[]; backtests: number }> {
  const truth = await readTruth(root);
  const index = openIndexWriter(file, { rebuild: false });
  try {
    createStoredTables(index.db);
    const damaged = await reconcileIndex(root, index, truth, (batches) =>
      checkInThreads(root, batches, { threads, task }),
    );
    continueCounting(root, index);
    index.db.pragma('synchronous = FULL');
    return {
      failures: [...truth.damaged, ...damaged],
      backtests: readCounter(index.db, 'backtests'),
    };
  } finally {
    index.close();
  }
}

/** A reader must not take new rows for those it has in memory. */
function continueCounting(root: string, index: ReturnType<typeof openIndexWriter>): void {
  const version = (db: typeof index.db) => readCounter(db, 'data_version');
  let before = 0;
  try {
    const old = openIndexReader(join(root, layout.indexFile));
    before = version(old.db);
    old.close();
  } catch {
    // Missing or damaged: that is what a rebuild is for.
  }
  index.db
    .prepare(`UPDATE strata_index SET value = ? WHERE name = 'data_version'`)
    .run(Math.max(before, version(index.db)) + 1);
}

async function swapIndex(root: string, made: string): Promise<void> {
  const quarantine = join(root, layout.quarantine);
  await mkdir(quarantine, { recursive: true });
  const stamp = new Date().toISOString().replaceAll(/[:.]/g, '-');
  for (const suffix of ['-wal', '-shm', '']) {
    const from = join(root, `${layout.indexFile}${suffix}`);
    await rename(from, join(quarantine, `${stamp}-${layout.indexFile}${suffix}`)).catch(
      onlyMissing,
    );
  }
  await rename(made, join(root, layout.indexFile));
  await nodeDisk.syncFolder(quarantine);
  await nodeDisk.syncFolder(root);
}

function onlyMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}
