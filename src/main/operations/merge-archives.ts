import { join } from 'node:path';
import { ArchiveError, describeFailure } from '#contract/archive-error.ts';
import type { JobFailure, JobResult } from '#contract/operations.ts';
import { readChecked } from '../store/durable/publisher.ts';
import { nameAfter } from '../store/files/atomic-file.ts';
import { openIndexReader } from '../store/index/open-index.ts';
import { readArchiveFile } from '../store/tiered/archive-file.ts';
import { type BatchFile, batchFiles } from '../store/tiered/batch-files.ts';
import { catchUp, readTruth } from '../store/tiered/catch-up.ts';
import { publishManifest } from '../store/tiered/commit-batch.ts';
import { layout } from '../store/tiered/layout.ts';
import type { LiveBatch } from '../store/tiered/live-set.ts';
import type { BatchManifest, StoredFile } from '../store/tiered/manifest.ts';
import { openTieredWriter, type TieredWriter } from '../store/tiered/open-writer.ts';
import { restoredMember } from '../store/tiered/restored-member.ts';
import { stageBatch } from '../store/tiered/stage-batch.ts';
import { factsOf } from '../store/tiered/stored-file.ts';
import { findFile, knownIds } from '../store/tiered/stored-index.ts';
import { knownTombstones } from '../store/tiered/stored-tombstones.ts';
import { openTieredReader, type TieredReader } from '../store/tiered/tiered-reader.ts';
import { takeMarks } from './mark-backtests.ts';
import { writeViews } from './sql/write-views.ts';
import type { TaskContext } from './task-context.ts';

export interface MergeRequest {
  /** The tiered archive that takes in. */
  root: string;
  /** The tiered archive to take from; it is only read. */
  other: string;
}

export interface MergeOutcome extends JobResult {
  failures: JobFailure[];
  /** Bytes that travelled. */
  bytes: number;
}

/**
 * Takes in another archive: of a batch nothing is known of, its very files; of one that is known in part,
 * the missing backtests, proved; of one that is known, only names. Interrupted, it goes on where it was:
 * what has arrived is not asked for again.
 */
export async function mergeArchives(
  request: MergeRequest,
  task: TaskContext,
): Promise<MergeOutcome> {
  const startedAt = performance.now();
  const { root, other } = request;
  if ((await readArchiveFile(other)) === null) {
    throw new ArchiveError('not-tiered', `${other} is not a tiered archive`);
  }
  const truth = await readTruth(other);
  for (const failure of truth.damaged) task.fail(failure);
  const writer = await openTieredWriter(root, { create: true, now: Date.now() });
  const index = openIndexReader(join(other, layout.indexFile));
  const reader = openTieredReader(other, index);
  const merging: Merging = {
    writer,
    reader,
    other,
    known: knownIds(writer.index.db),
    deleted: knownTombstones(writer.index.db),
    taken: new Set(
      truth.live.batches.flatMap(({ manifest }) => manifest.files.map(({ handle }) => handle)),
    ),
    counts: { added: 0, unchanged: 0, bytes: 0, failures: [...truth.damaged] },
  };
  try {
    await mergeAll(merging, truth.live.batches, task);
    for (const { sha256, bytes } of truth.live.proofs) {
      await copyFile(merging, { path: layout.manifestFile(sha256), sha256, bytes });
    }
    await writer.publisher.syncFolders();
    for (const failure of await catchUp(writer)) merging.counts.failures.push(failure);
    await writeViews(root);
    merging.counts.failures.push(...takeMarks(other, root));
  } finally {
    await reader.close();
    index.close();
    writer.close();
  }
  const { counts } = merging;
  const seen = counts.added + counts.unchanged + counts.failures.length;
  const seconds = (performance.now() - startedAt) / 1000;
  const none = { updated: 0, renamed: 0, removed: 0, written: root, download: null };
  return { ...counts, ...none, seen, failed: counts.failures.length, seconds };
}

interface Merging {
  writer: TieredWriter;
  reader: TieredReader;
  other: string;
  known: Set<string>;
  /** Ids of backtests that were deleted here: they stay deleted. */
  deleted: ReadonlyMap<string, number>;
  /** Handles that a new name must not take: all of the other archive's. */
  taken: Set<string>;
  counts: { added: number; unchanged: number; bytes: number; failures: JobFailure[] };
}

async function mergeAll(merging: Merging, batches: readonly LiveBatch[], task: TaskContext) {
  const total = batches.reduce((sum, { liveFiles }) => sum + liveFiles.size, 0);
  let done = 0;
  for (const batch of batches) {
    await task.ready();
    task.report({ done, total, current: batch.manifest.files[0]?.path ?? null });
    try {
      await mergeBatch(merging, batch);
    } catch (error) {
      if (!(error instanceof ArchiveError) || error.code === 'disk-full') throw error;
      const failure = { ...describeFailure(error), file: error.file ?? batch.sha256 };
      merging.counts.failures.push(failure);
      task.fail(failure);
    }
    done += batch.liveFiles.size;
    task.changed();
  }
  task.report({ done, total, current: null });
}

async function mergeBatch(
  merging: Merging,
  { sha256, bytes, manifest, live, liveFiles }: LiveBatch,
) {
  const { writer, known, counts } = merging;
  const isDeletedHere = (id: string) => merging.deleted.has(id) && !known.has(id);
  const missing = manifest.backtests.filter(
    ({ id }) => live.has(id) && !known.has(id) && !isDeletedHere(id),
  );
  const ids = new Set(missing.map(({ id }) => id));
  const named = manifest.files.filter((_, entry) => liveFiles.has(entry));
  const files = renamedWhereTaken(
    merging,
    named.filter(({ id }) => !isDeletedHere(id)),
  );
  counts.unchanged += named.length - files.length;
  if (missing.length === 0 && files.length === 0) return;

  const isWhole = missing.length === manifest.backtests.length;
  const isAsItWas =
    isWhole &&
    files.length === manifest.files.length &&
    files.every((file, i) => file === manifest.files[i]);
  if (isWhole) {
    for (const file of batchFiles(manifest)) await copyFile(merging, file);
    await writer.publisher.syncFolders();
  }
  if (isAsItWas) await copyFile(merging, { path: layout.manifestFile(sha256), sha256, bytes });
  else {
    const parts = isWhole ? manifest : await partsOf(merging, manifest, ids);
    await publishManifest(writer.publisher, {
      ...manifest,
      ...parts,
      seq: writer.takeSeq(),
      files,
    });
  }
  await writer.publisher.syncFolders();
  for (const id of ids) known.add(id);
  counts.added += files.length;
}

/** Only the missing backtests of a batch, written as a batch of their own and proved. */
async function partsOf(
  merging: Merging,
  manifest: BatchManifest,
  ids: ReadonlySet<string>,
): Promise<Pick<BatchManifest, 'datasets' | 'skeletons' | 'packs' | 'chunks' | 'backtests'>> {
  const { writer, reader, counts } = merging;
  const members = [];
  for (const id of ids) {
    const { stored, source } = await reader.backtest(id);
    const file = manifest.files.find((one) => one.id === id) ?? manifest.files[0]!;
    members.push(await restoredMember(stored, source, factsOf(file)));
  }
  const own = new Set(
    members.flatMap(({ ohlcv, code }) => [code, ...ohlcv.map(({ chunk }) => chunk)]),
  );
  const chunks = manifest.chunks.filter(({ sha256 }) => own.has(sha256));
  const ownFiles = batchFiles({ ...manifest, datasets: {}, skeletons: null, packs: [], chunks });
  for (const file of ownFiles) await copyFile(merging, file);
  if (members.length === 0)
    return { datasets: {}, skeletons: null, packs: [], chunks, backtests: [] };

  const batch = await stageBatch(writer.publisher, members);
  for (const { staged, path } of batch.files) {
    if (await writer.publisher.publish(staged, path)) counts.bytes += staged.bytes;
  }
  await writer.publisher.syncFolders();
  const { datasets, skeletons, backtests } = batch;
  const packs = batch.packs.map(({ kind, sha256, bytes }) => ({ kind, sha256, bytes }));
  return { datasets, skeletons, packs, chunks, backtests };
}

/** Names that are new here; one that another backtest has already gets a number. */
function renamedWhereTaken(merging: Merging, files: readonly StoredFile[]): StoredFile[] {
  const { writer } = merging;
  const kept: StoredFile[] = [];
  for (const file of files) {
    const there = findFile(writer.index.db, file.handle);
    if (there === null) kept.push(file);
    else if (there.bundleId !== file.id) {
      const renamed = freeName(merging, file);
      if (renamed !== null) kept.push(renamed);
    }
  }
  return kept;
}

/** Null where an earlier merging gave it a number already. */
function freeName({ writer, taken }: Merging, file: StoredFile): StoredFile | null {
  for (let attempt = 1; ; attempt++) {
    const path = nameAfter(file.path, attempt);
    const handle = `${file.handle}-${attempt + 1}`;
    const there = findFile(writer.index.db, handle);
    if (there?.bundleId === file.id) return null;
    if (there !== null || taken.has(handle)) continue;
    taken.add(handle);
    return { ...file, path, handle };
  }
}

/** Only what is not there: the bytes are checked against their name on the way. */
async function copyFile(
  { writer, other, counts }: Merging,
  { path, sha256 }: BatchFile,
): Promise<void> {
  if (await isThere(writer.root, path, sha256)) return;
  const bytes = await readChecked(join(other, path), sha256, path);
  if (await writer.publisher.put(path, bytes)) counts.bytes += bytes.length;
}

async function isThere(root: string, path: string, sha256: string): Promise<boolean> {
  return readChecked(join(root, path), sha256, path).then(
    () => true,
    () => false,
  );
}
