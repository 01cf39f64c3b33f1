import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { ArchiveError } from '#contract/archive-error.ts';
import type { Disk } from '../store/durable/disk.ts';
import { fitBallast } from '../store/tiered/ballast.ts';
import { readTruth } from '../store/tiered/catch-up.ts';
import { findGarbage, type GarbageFile, inOrderOfGoing } from '../store/tiered/find-garbage.ts';
import { type GarbageMarks, readMarks, saveMarks } from '../store/tiered/garbage-marks.ts';
import { layout } from '../store/tiered/layout.ts';
import { openTieredWriter, type TieredWriter } from '../store/tiered/open-writer.ts';
import { rewriteChunks } from '../store/tiered/rewrite-chunks.ts';
import { spentTombstones } from '../store/tiered/spent-tombstones.ts';
import { replaceTombstones } from '../store/tiered/stored-tombstones.ts';
import { readTombstones } from '../store/tiered/tombstone.ts';
import { markNameOf, trashMarks } from '../store/tiered/trash.ts';
import { writeViews } from './sql/write-views.ts';
import type { TaskContext } from './task-context.ts';

export interface CollectRequest {
  /** A tiered archive. */
  root: string;
  isDryRun: boolean;
  /** Waits for nothing: what is not needed goes to the trash, and the trash is emptied. Deletions become final. */
  withoutWaiting: boolean;
  /** Epoch ms; the system's clock without it. */
  now?: number;
  /** Another in tests, to fail at every step. */
  disk?: Disk;
}

export interface CollectOutcome {
  /** Files moved to the trash, or in a dry run those that would be. */
  trashed: { path: string; bytes: number }[];
  /** Files that nothing needs and that wait for the next collection. */
  waiting: { path: string; bytes: number }[];
  /** Files of the trash that were removed for good, or would be, and deletions that hide nothing any more. */
  emptied: { files: number; bytes: number };
}

const hour = 3_600_000;
/** How long deleted data can be had back: before it goes to the trash, and once more there. */
export const graceMs = 7 * 24 * hour;
/** Between the two collections that must both have seen a file without use. */
export const betweenMarksMs = 24 * hour;
const clockTolerance = 5 * 60_000;

/**
 * Moves files that nothing needs to the trash, and removes what has lain there for a grace (reliability.md
 * §3.16-17). A file goes only when two collections a day apart saw it unneeded and it is a week old; names
 * that are not ours are never touched. Throws `file-missing` when the archive is not whole, `bad-request`
 * when the clock cannot be right, `archive-locked`.
 */
export async function collectGarbage(
  request: CollectRequest,
  task: TaskContext,
): Promise<CollectOutcome> {
  const { root, isDryRun, withoutWaiting } = request;
  const now = request.now ?? Date.now();
  const writer = await openTieredWriter(root, { ...request, create: false, frees: true, now });
  try {
    const [damage] = writer.damaged;
    if (damage !== undefined)
      throw new ArchiveError(damage.code, damage.message, { file: damage.file });
    const marks = await readMarks(root);
    if (now < marks.lastTime - clockTolerance) throw wrongClock('it is earlier than it was');
    const since = withoutWaiting ? Number.POSITIVE_INFINITY : now - graceMs;
    const garbage = await findGarbage(root, await readTruth(root), since);
    if (garbage.some(({ modifiedAt }) => modifiedAt > now + clockTolerance)) {
      throw wrongClock('a file of the archive is from the future');
    }
    const isDue = (file: GarbageFile) =>
      withoutWaiting ||
      (now - (marks.firstSeen[file.path] ?? now) >= betweenMarksMs &&
        now - file.modifiedAt >= graceMs);
    const due = inOrderOfGoing(garbage.filter(isDue));
    const waiting = garbage.filter((file) => !isDue(file));
    if (!isDryRun) {
      await saveMarks(root, nextMarks(marks, waiting, now));
      await moveToTrash(writer, due, now, task);
    }
    const emptied = await emptyTrash(writer, { now, isDryRun, withoutWaiting });
    const spent = await spentTombstones(root, since);
    if (!isDryRun) await removeTombstones(writer, spent);
    emptied.files += spent.length;
    emptied.bytes += spent.reduce((sum, { bytes }) => sum + bytes, 0);
    if (!isDryRun && due.length + spent.length > 0) await writeViews(root);
    if (!isDryRun) await fitBallast(root);
    return { trashed: due.map(named), waiting: waiting.map(named), emptied };
  } finally {
    writer.close();
  }
}

function named({ path, bytes }: GarbageFile) {
  return { path, bytes };
}

function wrongClock(why: string): ArchiveError {
  return new ArchiveError(
    'bad-request',
    `nothing is collected: the clock cannot be right, ${why}`,
    {
      advice: 'Set the clock of this computer right, then try again.',
    },
  );
}

function nextMarks(
  marks: GarbageMarks,
  waiting: readonly GarbageFile[],
  now: number,
): GarbageMarks {
  const firstSeen = waiting.map(({ path }) => [path, marks.firstSeen[path] ?? now] as const);
  return { lastTime: Math.max(now, marks.lastTime), firstSeen: Object.fromEntries(firstSeen) };
}

async function moveToTrash(
  { root, disk, index }: TieredWriter,
  files: readonly GarbageFile[],
  now: number,
  task: TaskContext,
): Promise<void> {
  if (files.length === 0) return;
  const trash = join(root, layout.trash, markNameOf(now));
  const folders = new Set<string>();
  try {
    for (const [done, { path }] of files.entries()) {
      await task.ready();
      task.report({ done, total: files.length, current: path });
      const [from, to] = [join(root, path), join(trash, path)];
      await disk.makeFolder(dirname(to));
      await disk.rename(from, to);
      for (const folder of [dirname(from), dirname(to)]) folders.add(folder);
      // A manifest must be gone for good before what it refers to goes.
      if (path.startsWith(`${layout.manifests}/`)) await syncAll(disk, folders);
    }
  } finally {
    await syncAll(disk, folders);
    await rewriteChunks(root, index.db, (await readTruth(root)).live);
  }
}

async function syncAll(disk: Disk, folders: Set<string>): Promise<void> {
  for (const folder of folders) await disk.syncFolder(folder);
  folders.clear();
}

/** What they hid is gone for good, so nothing comes back with them. */
async function removeTombstones(
  { root, disk, index }: TieredWriter,
  spent: readonly { path: string }[],
): Promise<void> {
  if (spent.length === 0) return;
  for (const { path } of spent) await disk.remove(join(root, path));
  await disk.syncFolder(join(root, layout.tombstones));
  const left = await readTombstones(root);
  index.db.transaction(() => replaceTombstones(index.db, left)).immediate();
}

async function emptyTrash(
  { root, disk }: TieredWriter,
  { now, isDryRun, withoutWaiting }: { now: number; isDryRun: boolean; withoutWaiting: boolean },
): Promise<CollectOutcome['emptied']> {
  const emptied = { files: 0, bytes: 0 };
  for (const mark of await trashMarks(root)) {
    if (!withoutWaiting && now - Number(mark) < graceMs) continue;
    const folder = join(root, layout.trash, mark);
    for (const path of await filesInOrderOfGoing(folder)) {
      emptied.files++;
      emptied.bytes += (await stat(path)).size;
      if (!isDryRun) await disk.remove(path);
    }
    if (!isDryRun) await removeFolders(disk, folder);
  }
  return emptied;
}

/** Manifests first: one in the trash says of what is left that it can be had back. */
async function filesInOrderOfGoing(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name));
  const isManifest = (path: string) => basename(dirname(path)) === layout.manifests;
  return paths.sort((a, b) => Number(isManifest(b)) - Number(isManifest(a)));
}

/** Deepest first; one that holds something after all stays. */
async function removeFolders(disk: Disk, folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const folders = entries.map((entry) => join(entry.parentPath, entry.name));
  const deepestFirst = [folder, ...folders].sort((a, b) => b.length - a.length);
  for (const path of deepestFirst) await disk.removeFolder(path);
}
