import type { JobFailure, JobResult } from '#contract/operations.ts';
import type { UpkeepOrder } from './job-orders.ts';
import type { JobOutcome } from './job-run.ts';
import type { TaskContext } from './task-context.ts';

/** What "a sample" means in the window; the command line takes any number. */
const samplePercent = 10;

/** Does what is done to an archive as a whole. What it needs is loaded when it is needed. */
export async function performUpkeep(
  order: UpkeepOrder,
  threads: number,
  task: TaskContext,
): Promise<JobOutcome> {
  const startedAt = performance.now();
  const { root } = order;
  const outcome = (failures: JobFailure[], facts: Partial<JobResult>): JobOutcome => {
    const seconds = (performance.now() - startedAt) / 1000;
    return { result: { ...nothing, failed: failures.length, seconds, ...facts }, failures };
  };
  switch (order.kind) {
    case 'rebuild': {
      const { rebuildTiered } = await import('./rebuild-tiered.ts');
      const { failures, ...result } = await rebuildTiered({ root, threads }, task);
      return outcome(failures, result);
    }
    case 'prove': {
      const { proveFiles } = await import('./prove-files.ts');
      const { failures, proof: _, ...result } = await proveFiles({ root, threads }, task);
      return outcome(failures, result);
    }
    case 'verify': {
      const { verifyArchive } = await import('./verify-archive.ts');
      const depth =
        order.depth === 'sample'
          ? { kind: 'sample' as const, percent: samplePercent }
          : { kind: order.depth };
      const { checked, damaged, missing } = await verifyArchive(
        { root, depth, threads, now: Date.now() },
        task,
      );
      const verified = outcome(damaged, { seen: checked });
      return { ...verified, failures: [...damaged, ...missing] };
    }
    case 'compact': {
      const { compactArchive } = await import('./compact-archive.ts');
      const { batches, failures } = await compactArchive({ root }, task);
      const { before, after } = batches;
      return outcome(failures, { seen: before, removed: before - after });
    }
    case 'repair': {
      const { repairArchive } = await import('./repair-archive.ts');
      const request = { root, from: order.from, isDryRun: false, threads };
      const { restored, reimported, damaged } = await repairArchive(request, task);
      return outcome(damaged, { updated: restored.length, added: reimported.length });
    }
    case 'gc': {
      const { collectGarbage } = await import('./collect-garbage.ts');
      const { withoutWaiting } = order;
      const request = { root, isDryRun: false, withoutWaiting };
      const { trashed, waiting, emptied } = await collectGarbage(request, task);
      const removed = trashed.length + emptied.files;
      return outcome([], { removed, unchanged: waiting.length, bytes: emptied.bytes });
    }
    case 'delete': {
      const { deleteBacktests } = await import('./delete-backtests.ts');
      // In the window the user was told what deleting from a plain folder does.
      const which = { names: order.names };
      const request = { root, which, moveBundles: true, now: Date.now() };
      const { deleted, failures } = await deleteBacktests(request, task);
      return outcome(failures, { seen: order.names.length, removed: deleted.length });
    }
    case 'undelete': {
      const { undeleteBacktests } = await import('./undelete-backtests.ts');
      const { restored, failures } = await undeleteBacktests({ root, names: order.names }, task);
      return outcome(failures, { seen: order.names.length, added: restored.length });
    }
    case 'reclaim': {
      const { reclaim } = await import('./reclaim.ts');
      const { into, acceptPayload } = order;
      const request = { source: root, into, acceptPayload, isDryRun: false };
      const { seen, moved, bytes, kept, to } = await reclaim(request, task);
      return outcome(kept, { seen, removed: moved, bytes, written: to });
    }
  }
}

const nothing: JobResult = {
  seen: 0,
  added: 0,
  unchanged: 0,
  updated: 0,
  renamed: 0,
  removed: 0,
  failed: 0,
  seconds: 0,
  bytes: 0,
  written: null,
  download: null,
};
