import { randomUUID } from 'node:crypto';
import { link, lstat, mkdir, rm } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import { ArchiveError, describeFailure } from '#contract/archive-error.ts';
import type { JobFailure, RankQuery } from '#contract/operations.ts';
import { syncFolder, writeFileAtomically } from '../store/files/atomic-file.ts';
import { asFileFailure, systemCodeOf } from '../store/files/file-failure.ts';
import { readStableFile } from '../store/files/read-stable-file.ts';
import { takeWriterLock } from '../store/files/writer-lock.ts';
import { trashFolder } from '../store/folder/trash-folder.ts';
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
  const to = request.to ?? join(archive.folder, trashFolder, folderNameOf(new Date()));
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

/** The new name exists before the old one goes, and a taken name is never replaced. */
async function moveFile(from: string, to: string, name: string): Promise<void> {
  try {
    await mkdir(dirname(to), { recursive: true });
    await link(from, to).catch((error: unknown) => copyInstead(error, from, to, name));
    await syncFolder(dirname(to));
    await rm(from);
  } catch (error) {
    throw asFileFailure(error, name);
  }
}

/** For another disk, and for file systems without hard links: read back before the old file goes. */
async function copyInstead(error: unknown, from: string, to: string, name: string): Promise<void> {
  const needsCopy = ['EXDEV', 'EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'];
  if (!needsCopy.includes(systemCodeOf(error) ?? '')) throw error;
  const { bytes } = readStableFile(from, name);
  await writeFileAtomically(to, bytes, { overwrite: false, name });
  if (Buffer.compare(readStableFile(to, name).bytes, bytes) === 0) return;
  await rm(to);
  throw new ArchiveError('io-error', `${name} did not arrive whole, it stays`, { file: name });
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

/** `2026-01-31T10-20-30Z-3f2a`: in order of time, fine on any disk, and never the same twice. */
function folderNameOf(time: Date): string {
  const text = time.toISOString().replace(/\.\d+/, '').replaceAll(':', '-');
  return `${text}-${randomUUID().slice(0, 4)}`;
}
