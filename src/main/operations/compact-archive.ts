import { ArchiveError, describeFailure } from '#contract/archive-error.ts';
import type { JobFailure } from '#contract/operations.ts';
import type { Disk } from '../store/durable/disk.ts';
import { readTruth } from '../store/tiered/catch-up.ts';
import { compactBatches, planCompaction } from '../store/tiered/compaction.ts';
import { openTieredWriter } from '../store/tiered/open-writer.ts';
import { filesOf } from '../store/tiered/own-files.ts';
import { openTieredReader } from '../store/tiered/tiered-reader.ts';
import { writeViews } from './sql/write-views.ts';
import type { TaskContext } from './task-context.ts';

export interface CompactRequest {
  /** A tiered archive. */
  root: string;
  /** Epoch ms. */
  now?: number;
  /** Another in tests, to fail at every step. */
  disk?: Disk;
}

export interface CompactOutcome {
  /** Batches before, among them those that were written together, and batches after. */
  batches: { before: number; merged: number; after: number };
  /** Bytes of the old files, which go when garbage is collected, and of the new ones. */
  bytes: { before: number; after: number };
  /** Groups of batches that stay as they are because something in them is damaged. */
  failures: JobFailure[];
}

/**
 * Merges small batches and leaves out what was deleted or stored again. Every backtest is read, checked
 * against its id, written anew and proved before the new batch counts; cancelled or killed, it leaves
 * nothing but files that nobody refers to. Throws `not-tiered`, `archive-locked`, `disk-full`, `cancelled`.
 */
export async function compactArchive(
  request: CompactRequest,
  task: TaskContext,
): Promise<CompactOutcome> {
  const { root, now = Date.now() } = request;
  const writer = await openTieredWriter(root, { ...request, create: false, now });
  const reader = openTieredReader(root, writer.index);
  try {
    const { live } = await readTruth(root);
    const counted = live.batches.filter((batch) => batch.live.size > 0 || batch.liveFiles.size > 0);
    const groups = planCompaction(counted);
    const total = groups.flat().length;
    const outcome: CompactOutcome = {
      batches: { before: counted.length, merged: 0, after: counted.length },
      bytes: { before: 0, after: 0 },
      failures: [],
    };
    let done = 0;
    for (const group of groups) {
      await task.ready();
      task.report({ done, total, current: group[0]!.manifest.files[0]?.path ?? null });
      try {
        outcome.bytes.after += await compactBatches(writer, reader, group, now);
        outcome.batches.merged += group.length;
        outcome.batches.after -= group.length - 1;
        const sizes = group.flatMap(({ manifest }) => filesOf(manifest)).map(({ bytes }) => bytes);
        outcome.bytes.before += sizes.reduce((sum, bytes) => sum + bytes, 0);
      } catch (error) {
        if (!(error instanceof ArchiveError) || !isOfOneGroup(error)) throw error;
        const failure = { ...describeFailure(error), file: error.file ?? 'a batch' };
        outcome.failures.push(failure);
        task.fail(failure);
      }
      done += group.length;
    }
    if (outcome.batches.merged > 0) {
      await writeViews(root);
      task.changed();
    }
    return outcome;
  } finally {
    await reader.close();
    writer.close();
  }
}

function isOfOneGroup({ code }: ArchiveError): boolean {
  return code === 'file-damaged' || code === 'file-missing' || code === 'skeleton-corrupt';
}
