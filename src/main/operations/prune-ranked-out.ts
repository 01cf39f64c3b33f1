import { lstat } from 'node:fs/promises';
import { isAbsolute, join, relative, sep } from 'node:path';
import { ArchiveError, describeFailure } from '#contract/archive-error.ts';
import type { JobFailure, RankQuery } from '#contract/operations.ts';
import { asFileFailure } from '../store/files/file-failure.ts';
import { moveFile } from '../store/files/move-file.ts';
import { takeWriterLock } from '../store/files/writer-lock.ts';
import { newTrashFolder } from '../store/folder/trash-folder.ts';
import type { Archive } from './archive.ts';
import { indexFolder } from './index-folder.ts';
import { rankRows } from './rank-rows.ts';
import type { TaskContext } from './task-context.ts';

export interface PruneRequest {
  ranking: Omit<RankQuery, 'archive' | 'columns'>;
  /** Absolute path of a folder outside of the archive; null for a new folder in its trash. */
  to: string | null;
  isDryRun: boolean;
}

export interface PruneOutcome {
  kept: number;
  /** Handles, best first. In a dry run: what would be moved. */
  moved: string[];
  failures: JobFailure[];
  /** The folder they are in. */
  to: string;
}

/**
 * Moves the bundles that took part in a ranking and stand below its limit, with their sub-folders, and
 * indexes the folder again. Nothing is deleted or replaced. A file that is not the one that was indexed
 * stays, and is a failure. Throws `bad-request`, `archive-locked`, `cancelled`.
 */
export async function pruneRankedOut(
  archive: Archive,
  request: PruneRequest,
  task: TaskContext,
): Promise<PruneOutcome> {
  const to = request.to ?? newTrashFolder(archive.folder, new Date());
  if (request.to !== null) requireOutside(archive.folder, request.to);
  const { kept, rankedOut } = splitRanking(archive, request.ranking);
  const outcome: PruneOutcome = { kept, moved: [], failures: [], to };
  if (request.isDryRun || rankedOut.length === 0) {
    return { ...outcome, moved: rankedOut.map((bundle) => bundle.handle) };
  }
  const lock = takeWriterLock(archive.indexFile, archive.name);
  try {
    await moveAll(archive.folder, rankedOut, outcome, task);
  } finally {
    lock.release();
  }
  await indexFolder({ folder: archive.folder, indexFile: archive.indexFile }, task);
  return outcome;
}

interface RankedBundle {
  handle: string;
  /** Relative to the archive, `/` as separator. */
  path: string;
  size: number;
  /** Epoch milliseconds. */
  modifiedAt: number;
}

function splitRanking(archive: Archive, ranking: PruneRequest['ranking']) {
  const columns = ['folder', 'file_name', 'file_size', 'modified_at'];
  const { rows } = rankRows(archive, { ...ranking, limit: null, columns });
  const kept = ranking.limit === null ? rows.length : Math.min(ranking.limit, rows.length);
  const rankedOut = rows.slice(kept).map((row): RankedBundle => {
    const [folder, fileName, size, modifiedAt] = row.cells;
    const path = folder === '' ? String(fileName) : `${folder}/${fileName}`;
    return { handle: row.handle, path, size: Number(size), modifiedAt: Number(modifiedAt) };
  });
  return { kept, rankedOut };
}

async function moveAll(
  folder: string,
  bundles: readonly RankedBundle[],
  outcome: PruneOutcome,
  task: TaskContext,
): Promise<void> {
  for (const [done, bundle] of bundles.entries()) {
    await task.ready();
    task.report({ done, total: bundles.length, current: bundle.path });
    try {
      await requireUnchanged(join(folder, bundle.path), bundle);
      await moveFile(join(folder, bundle.path), join(outcome.to, bundle.path), bundle.path);
      outcome.moved.push(bundle.handle);
    } catch (error) {
      if (!(error instanceof ArchiveError)) throw error;
      const failure = { ...describeFailure(error), file: bundle.path };
      outcome.failures.push(failure);
      task.fail(failure);
    }
  }
}

async function requireUnchanged(file: string, bundle: RankedBundle): Promise<void> {
  const facts = await lstat(file).catch((error: unknown) => {
    throw asFileFailure(error, bundle.path);
  });
  if (!facts.isFile()) {
    throw new ArchiveError('file-special', `${bundle.path} is no ordinary file, it stays`);
  }
  const isSame = facts.size === bundle.size && Math.abs(facts.mtimeMs - bundle.modifiedAt) < 1;
  if (!isSame) {
    throw new ArchiveError(
      'file-changed',
      `${bundle.path} has changed since it was indexed, it stays`,
    );
  }
}

/** Below the folder it would be indexed again. */
function requireOutside(folder: string, to: string): void {
  const way = relative(folder, to);
  const isOutside = way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way);
  if (isOutside) return;
  throw new ArchiveError('bad-request', `${to} lies inside of the archive`, {
    advice: 'Name a folder outside of it, or leave it out: the trash of the archive is used then.',
  });
}
