import { join } from 'node:path';
import { ArchiveError } from '#contract/archive-error.ts';
import { moveFile } from '../store/files/move-file.ts';
import { newTrashFolder } from '../store/folder/trash-folder.ts';
import { readFailures } from '../store/index/known-files.ts';
import { findPrices } from './folder-prices.ts';
import { indexFolder } from './index-folder.ts';
import { openArchive } from './open-archive.ts';
import { createTask, type TaskContext } from './task-context.ts';

export interface CollectedPrices {
  /** Paths relative to the folder. */
  trashed: { path: string; bytes: number }[];
}

/**
 * Moves the price files of a folder of bundles that no bundle refers to into its trash; nothing is deleted. The index
 * is brought up to date first, and a bundle that cannot be read stops it all: what it refers to cannot be known.
 * Throws `not-proved` then, and what `indexFolder` throws.
 */
export async function collectPrices(
  { root, isDryRun }: { root: string; isDryRun: boolean },
  task: TaskContext,
): Promise<CollectedPrices> {
  const before = await openArchive(root);
  const { folder, indexFile } = before;
  before.close();
  if (!isDryRun) await indexFolder({ folder, indexFile }, createTask().task);
  const archive = await openArchive(root);
  try {
    const [unread] = readFailures(archive.index, { offset: 0, limit: 1 }).failures;
    if (unread !== undefined) {
      throw new ArchiveError('not-proved', `${unread.file} cannot be read: it may need prices`, {
        file: unread.file,
        advice: 'Repair the bundle, or take it out of the folder; then collect again.',
      });
    }
    const { orphans } = await findPrices(folder, archive.index);
    const trash = newTrashFolder(folder, new Date());
    const trashed = [...orphans].map(([path, { bytes }]) => ({ path, bytes }));
    for (const [done, { path }] of trashed.entries()) {
      await task.ready();
      task.report({ done, total: trashed.length, current: path });
      if (!isDryRun) await moveFile(join(folder, path), join(trash, path), path);
    }
    return { trashed };
  } finally {
    archive.close();
  }
}
