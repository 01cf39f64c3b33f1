import { join } from 'node:path';
import { ArchiveError, describeFailure } from '#contract/archive-error.ts';
import type { JobFailure } from '#contract/operations.ts';
import type { Disk } from '../store/durable/disk.ts';
import { moveFile } from '../store/files/move-file.ts';
import { takeWriterLock } from '../store/files/writer-lock.ts';
import { newTrashFolder } from '../store/folder/trash-folder.ts';
import type { IndexChange } from '../store/index/write-rows.ts';
import { writeChanges } from '../store/index/write-rows.ts';
import { readArchiveFile } from '../store/tiered/archive-file.ts';
import { openTieredWriter, type TieredWriter } from '../store/tiered/open-writer.ts';
import { forgetBacktest } from '../store/tiered/stored-index.ts';
import { recordTombstone } from '../store/tiered/stored-tombstones.ts';
import { writeTombstone } from '../store/tiered/tombstone.ts';
import { indexFolder } from './index-folder.ts';
import { openArchive } from './open-archive.ts';
import { type Named, type NamedBacktest, resolveNames } from './resolve-names.ts';
import { writeViews } from './sql/write-views.ts';
import type { TaskContext } from './task-context.ts';

export interface DeleteRequest {
  root: string;
  which: Named;
  /** A plain folder is the user's own: its bundles are moved, to its trash, only when this is said. */
  moveBundles: boolean;
  /** Epoch ms. */
  now?: number;
  /** Another in tests, to fail at every step. */
  disk?: Disk;
}

export interface DeleteOutcome {
  /** Handles that are no longer listed, every name of a backtest that had several. */
  deleted: string[];
  failures: JobFailure[];
}

/**
 * Deletes backtests so that they can be had back: in a tiered archive a tombstone hides them and their
 * bytes stay until garbage is collected; bundles of a folder move to its trash. Throws `not-found`,
 * `bad-request`, `archive-locked`; when cancelled, what was deleted before stays so.
 */
export async function deleteBacktests(
  request: DeleteRequest,
  task: TaskContext,
): Promise<DeleteOutcome> {
  if ((await readArchiveFile(request.root)) === null) return moveBundles(request, task);
  const writer = await openTieredWriter(request.root, {
    ...request,
    create: false,
    frees: true,
    now: Date.now(),
  });
  try {
    const found = resolveNames({ ...writer.index, origin: 'strata' }, request.which);
    const ids = [...new Set(found.map(({ id }) => id))];
    const deleted: string[] = [];
    try {
      for (let from = 0; from < ids.length; from += idsAtOnce) {
        await task.ready();
        task.report({ done: from, total: ids.length, current: found[from]!.handle });
        deleted.push(...(await hide(writer, ids.slice(from, from + idsAtOnce), request.now)));
        task.changed();
      }
    } finally {
      if (deleted.length > 0) await writeViews(request.root);
    }
    return { deleted, failures: [] };
  } finally {
    writer.close();
  }
}

const idsAtOnce = 256;

/** The tombstones are on the disk before the index changes: from then on the deletion holds. */
async function hide(writer: TieredWriter, ids: string[], now = Date.now()): Promise<string[]> {
  const { publisher, index } = writer;
  const seq = writer.takeSeq();
  for (const bundleId of ids) await writeTombstone(publisher, { bundleId, seq }, now);
  await publisher.syncFolders();
  return index.db
    .transaction(() => {
      const changes: (IndexChange & { kind: 'gone' })[] = [];
      const handlesOf = index.db
        .prepare<[string], string>('SELECT handle FROM stored_files WHERE bundle_id = ?')
        .pluck();
      for (const id of ids) {
        for (const handle of handlesOf.all(id)) changes.push({ kind: 'gone', handle });
        recordTombstone(index.db, id, seq);
        forgetBacktest(index.db, id);
      }
      writeChanges(index, changes);
      return changes.map(({ handle }) => handle);
    })
    .immediate();
}

async function moveBundles(request: DeleteRequest, task: TaskContext): Promise<DeleteOutcome> {
  if (!request.moveBundles) {
    throw new ArchiveError(
      'bad-request',
      'this is a plain folder of bundles: nothing was deleted',
      {
        advice: 'To move the bundles to the trash of the folder, say --move-bundles.',
      },
    );
  }
  const archive = await openArchive(request.root);
  let found: NamedBacktest[];
  const { folder, indexFile, name } = archive;
  try {
    if (archive.isReadOnly) throw new ArchiveError('no-permission', `${name} cannot be written`);
    found = resolveNames(archive.index, request.which);
  } finally {
    archive.close();
  }
  const outcome: DeleteOutcome = { deleted: [], failures: [] };
  const trash = newTrashFolder(folder, new Date(request.now ?? Date.now()));
  const lock = takeWriterLock(indexFile, name);
  try {
    for (const [done, { handle, path }] of found.entries()) {
      await task.ready();
      task.report({ done, total: found.length, current: path });
      try {
        await moveFile(join(folder, path), join(trash, path), path);
        outcome.deleted.push(handle);
      } catch (error) {
        if (!(error instanceof ArchiveError)) throw error;
        outcome.failures.push({ ...describeFailure(error), file: path });
      }
    }
  } finally {
    lock.release();
  }
  await indexFolder({ folder, indexFile }, task);
  return outcome;
}
