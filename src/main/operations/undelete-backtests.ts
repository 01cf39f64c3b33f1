import { join } from 'node:path';
import { ArchiveError, describeFailure } from '#contract/archive-error.ts';
import type { JobFailure } from '#contract/operations.ts';
import { type Disk, namesIn } from '../store/durable/disk.ts';
import { moveFile } from '../store/files/move-file.ts';
import { scanFolder } from '../store/folder/scan-folder.ts';
import { trashFolder } from '../store/folder/trash-folder.ts';
import { readArchiveFile } from '../store/tiered/archive-file.ts';
import { readTruth, type Truth } from '../store/tiered/catch-up.ts';
import { layout, ownNames } from '../store/tiered/layout.ts';
import type { BatchManifest } from '../store/tiered/manifest.ts';
import { openTieredWriter, type TieredWriter } from '../store/tiered/open-writer.ts';
import { reconcileIndex } from '../store/tiered/reconcile-index.ts';
import { bringBackFiles, bringBackFromTrash, isNamed } from './bring-back.ts';
import { checkInThreads } from './check-pool.ts';
import { indexFolder } from './index-folder.ts';
import { nameFiles } from './name-files.ts';
import { writeViews } from './sql/write-views.ts';
import type { TaskContext } from './task-context.ts';

export interface UndeleteRequest {
  root: string;
  /** Handles, ids or first digits of ids, as they were. */
  names: readonly string[];
  /** Another in tests, to fail at every step. */
  disk?: Disk;
}

export interface UndeleteOutcome {
  /** Handles that are listed again. */
  restored: string[];
  failures: JobFailure[];
}

/**
 * Takes deletions back, as long as the data is there: in its place, or in the trash. A name that is not
 * deleted is a failure, the others are restored. Throws `archive-locked`, `cancelled`.
 */
export async function undeleteBacktests(
  request: UndeleteRequest,
  task: TaskContext,
): Promise<UndeleteOutcome> {
  const { root, names } = request;
  if ((await readArchiveFile(root)) === null) return moveBack(request, task);
  const writer = await openTieredWriter(root, { ...request, create: false, now: Date.now() });
  try {
    const failures: JobFailure[] = [];
    const wanted = new Map<string, string[]>();
    let truth = await readTruth(root);
    for (const name of names) {
      try {
        // The trash is asked last: it may hold older batches with the same backtest, or parts of them.
        if (findDeleted(truth, name) === null) {
          await bringBackFromTrash(writer, name);
          truth = await readTruth(root);
        }
        const { id, handles, manifest } = requireDeleted(truth, name);
        await bringBackFiles(writer, manifest);
        wanted.set(id, handles);
      } catch (error) {
        if (!(error instanceof ArchiveError)) throw error;
        failures.push({ ...describeFailure(error), file: name });
      }
    }
    await task.ready();
    for (const id of wanted.keys()) await removeTombstones(writer, id);
    // Without a single deletion there is no such folder.
    if (wanted.size > 0) await writer.disk.syncFolder(join(root, layout.tombstones));
    const damaged = await reconcileIndex(root, writer.index, await readTruth(root), (batches) =>
      checkInThreads(root, batches, { task }),
    );
    task.changed();
    await writeViews(root);
    return { restored: [...wanted.values()].flat(), failures: [...failures, ...damaged] };
  } finally {
    writer.close();
  }
}

interface Deleted {
  id: string;
  handles: string[];
  manifest: BatchManifest;
}

function requireDeleted(truth: Truth, name: string): Deleted {
  const found = findDeleted(truth, name);
  if (found !== null) return found;
  throw new ArchiveError('not-found', `no deleted backtest is called ${name}`);
}

/** The deleted backtest of a name, or null; of several deletions the data of the last. */
function findDeleted({ live, tombstones }: Truth, name: string): Deleted | null {
  const alive = new Set(live.batches.flatMap((batch) => [...batch.live]));
  const isDeleted = (id: string) => tombstones.has(id) && !alive.has(id);
  const found = new Map<string, Deleted>();
  for (const { manifest } of live.batches) {
    for (const { id } of manifest.backtests) {
      if (!isDeleted(id) || !(isNamed(name, id, manifest) || found.has(id))) continue;
      const handles = manifest.files.filter((file) => file.id === id).map(({ handle }) => handle);
      found.set(id, { id, handles, manifest });
    }
  }
  const [only = null, ...others] = found.values();
  if (others.length === 0) return only;
  throw new ArchiveError('bad-request', `${found.size} deleted backtests fit ${name}`, {
    advice: 'Give more digits of the id.',
  });
}

async function removeTombstones({ root, disk }: TieredWriter, id: string): Promise<void> {
  const folder = join(root, layout.tombstones);
  for (const name of await namesIn(folder)) {
    if (ownNames.tombstone.test(name) && name.startsWith(`${id}.`))
      await disk.remove(join(folder, name));
  }
}

/** The newest bundle of that name in the trash of a folder moves back, unless its place is taken. */
async function moveBack(
  { root, names }: UndeleteRequest,
  task: TaskContext,
): Promise<UndeleteOutcome> {
  const outcome: UndeleteOutcome = { restored: [], failures: [] };
  const trash = join(root, trashFolder);
  const marks = (await namesIn(trash)).reverse();
  for (const name of names) {
    await task.ready();
    try {
      outcome.restored.push(await moveOneBack(root, name, { trash, marks, task }));
    } catch (error) {
      if (!(error instanceof ArchiveError) || error.code === 'cancelled') throw error;
      outcome.failures.push({ ...describeFailure(error), file: name });
    }
  }
  if (outcome.restored.length > 0) await indexFolder({ folder: root }, task);
  return outcome;
}

async function moveOneBack(
  root: string,
  name: string,
  { trash, marks, task }: { trash: string; marks: readonly string[]; task: TaskContext },
): Promise<string> {
  for (const mark of marks) {
    const scan = await scanFolder(join(trash, mark), { signal: task.signal });
    const file = nameFiles(scan.files).find(
      ({ path, facts }) => path === name || facts.handle === name,
    );
    if (file === undefined) continue;
    await moveFile(join(trash, mark, file.path), join(root, file.path), file.path);
    return file.facts.handle;
  }
  throw new ArchiveError('not-found', `the trash holds no ${name}`);
}
