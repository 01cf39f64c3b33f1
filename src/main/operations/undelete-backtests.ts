import { join } from 'node:path';
import { ArchiveError, describeFailure } from '#contract/archive-error.ts';
import type { JobFailure } from '#contract/operations.ts';
import { type Disk, namesIn, sizeOfFile } from '../store/durable/disk.ts';
import { moveFile } from '../store/files/move-file.ts';
import { scanFolder } from '../store/folder/scan-folder.ts';
import { trashFolder } from '../store/folder/trash-folder.ts';
import { readArchiveFile } from '../store/tiered/archive-file.ts';
import { readTruth, type Truth } from '../store/tiered/catch-up.ts';
import { layout, ownNames } from '../store/tiered/layout.ts';
import type { BatchManifest } from '../store/tiered/manifest.ts';
import { openTieredWriter, type TieredWriter } from '../store/tiered/open-writer.ts';
import { filesOf } from '../store/tiered/own-files.ts';
import { reconcileIndex } from '../store/tiered/reconcile-index.ts';
import { restoreFromTrash, trashedManifests } from '../store/tiered/trash.ts';
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
    await bringBackManifests(writer, names);
    const truth = await readTruth(root);
    const failures: JobFailure[] = [];
    const wanted = new Map<string, string[]>();
    for (const name of names) {
      try {
        const { id, handles, manifest } = findDeleted(truth, name);
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

/** The deleted backtest of a name; of several deletions the data of the last. */
function findDeleted({ live, tombstones }: Truth, name: string): Deleted {
  const alive = new Set(live.batches.flatMap((batch) => [...batch.live]));
  const isDeleted = (id: string) => tombstones.has(id) && !alive.has(id);
  const found = new Map<string, Deleted>();
  for (const { manifest } of live.batches) {
    for (const { id } of manifest.backtests) {
      if (!isDeleted(id)) continue;
      const handles = manifest.files.filter((file) => file.id === id).map(({ handle }) => handle);
      const isNamed = matches(name, id, handles) || found.has(id);
      if (isNamed) found.set(id, { id, handles, manifest });
    }
  }
  const [only, ...others] = found.values();
  if (only === undefined)
    throw new ArchiveError('not-found', `no deleted backtest is called ${name}`);
  if (others.length === 0) return only;
  throw new ArchiveError('bad-request', `${found.size} deleted backtests fit ${name}`, {
    advice: 'Give more digits of the id.',
  });
}

function matches(name: string, id: string, handles: readonly string[]): boolean {
  const isPrefix = /^[0-9a-f]{6,64}$/i.test(name) && id.startsWith(name.toLowerCase());
  return isPrefix || handles.includes(name.replace(/\.(?:iafbt|obtf)$/i, ''));
}

/** Collected already, but not gone yet: the manifest's files come back before it does. */
async function bringBackManifests(writer: TieredWriter, names: readonly string[]): Promise<void> {
  for (const { sha256, manifest } of await trashedManifests(writer.root)) {
    if (manifest.kind !== 'batch') continue;
    const isWanted = manifest.backtests.some(({ id }) => {
      const handles = manifest.files.filter((file) => file.id === id).map(({ handle }) => handle);
      return names.some((name) => matches(name, id, handles));
    });
    if (!isWanted) continue;
    await bringBackFiles(writer, manifest);
    await restoreFromTrash(writer.root, writer.publisher, {
      path: layout.manifestFile(sha256),
      sha256,
    });
    await writer.publisher.syncFolders();
  }
}

async function bringBackFiles(
  { root, publisher }: TieredWriter,
  manifest: BatchManifest,
): Promise<void> {
  for (const file of filesOf(manifest)) {
    if ((await sizeOfFile(join(root, file.path))) === file.bytes) continue;
    if (await restoreFromTrash(root, publisher, file)) continue;
    throw new ArchiveError('file-missing', `its data is gone: ${file.path}`, {
      file: file.path,
      advice: 'Import the bundle again.',
    });
  }
  await publisher.syncFolders();
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
