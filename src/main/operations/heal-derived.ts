import { ArchiveError } from '#contract/archive-error.ts';
import type { JobFailure, JobResult } from '#contract/operations.ts';
import type { IndexReader } from '../store/index/open-index.ts';
import { readCounter } from '../store/index/schema.ts';
import { isIndexCurrent } from '../store/tiered/catch-up.ts';
import { openTieredWriter, requireTiered } from '../store/tiered/open-writer.ts';
import { areViewsCurrent } from '../store/tiered/views-file.ts';
import { writeViews } from './sql/write-views.ts';
import type { TaskContext } from './task-context.ts';

/**
 * Whether a process that wrote to a tiered archive died before it brought the index or the views up to date.
 * Looks at names only.
 */
export async function isBehind(root: string, index: Pick<IndexReader, 'db'>): Promise<boolean> {
  return !((await isIndexCurrent({ root, index })) && (await areViewsCurrent(root)));
}

/**
 * Brings index and views of a tiered archive up to date with its manifests and deletions. Throws
 * `archive-locked` while somebody writes: then it is their turn to do so.
 */
export async function healDerived(
  root: string,
  task: TaskContext,
): Promise<JobResult & { failures: JobFailure[] }> {
  const startedAt = performance.now();
  task.report({ done: 0, total: null, current: null });
  const writer = await openTieredWriter(root, { create: false, now: Date.now() });
  try {
    if (!(await areViewsCurrent(root))) await writeViews(root);
    task.changed();
    const backtests = readCounter(writer.index.db, 'backtests');
    return {
      ...nothing,
      seen: backtests,
      unchanged: backtests,
      failed: writer.damaged.length,
      seconds: (performance.now() - startedAt) / 1000,
      failures: writer.damaged,
    };
  } finally {
    writer.close();
  }
}

/** The same before a command reads: whoever writes just now, or keeps us from writing, is left alone. */
export async function healBeforeReading(root: string, task: TaskContext): Promise<void> {
  try {
    await requireTiered(root);
    await healDerived(root, task);
  } catch (error) {
    const isNotOurs = error instanceof ArchiveError && leftAlone.has(error.code);
    if (!isNotOurs) throw error;
  }
}

/** For what reads no index: nothing is opened where the views are as they should be. */
export async function healViewsBeforeReading(root: string, task: TaskContext): Promise<void> {
  if (!(await areViewsCurrent(root))) await healBeforeReading(root, task);
}

const leftAlone: ReadonlySet<string> = new Set([
  'archive-locked',
  'archive-newer',
  'no-permission',
  'disk-full',
  'file-damaged',
  'not-tiered',
]);

const nothing = {
  added: 0,
  updated: 0,
  renamed: 0,
  removed: 0,
  bytes: 0,
  written: null,
  download: null,
};
