import { ArchiveError, describeFailure } from '#contract/archive-error.ts';
import type { JobFailure } from '#contract/operations.ts';
import { readBundleRecord } from '../formats/bundle/read-bundle-record.ts';
import { readStableFile } from '../store/files/read-stable-file.ts';
import { writeChanges } from '../store/index/write-rows.ts';
import { buildBatch, type IncomingFile } from '../store/tiered/build-batch.ts';
import { readTruth, type Truth } from '../store/tiered/catch-up.ts';
import { checkBatch } from '../store/tiered/check-batch.ts';
import { checkPresence } from '../store/tiered/check-files.ts';
import { commitBatch } from '../store/tiered/commit-batch.ts';
import { findSpares, type Spares } from '../store/tiered/find-spares.ts';
import { layout, ownNames } from '../store/tiered/layout.ts';
import type { LiveBatch } from '../store/tiered/live-set.ts';
import type { StoredFile } from '../store/tiered/manifest.ts';
import { openTieredWriter, type TieredWriter } from '../store/tiered/open-writer.ts';
import { filesOf } from '../store/tiered/own-files.ts';
import { reconcileIndex } from '../store/tiered/reconcile-index.ts';
import { factsOf } from '../store/tiered/stored-file.ts';
import { forgetBacktest } from '../store/tiered/stored-index.ts';
import { checkInThreads } from './check-pool.ts';
import { codeOfLost, withCodeAgain } from './code-of-lost.ts';
import { findImportFiles, type ImportFile } from './find-import-files.ts';
import { writeViews } from './sql/write-views.ts';
import { stillDamaged } from './still-damaged.ts';
import type { TaskContext } from './task-context.ts';

export interface RepairRequest {
  /** A tiered archive. */
  root: string;
  /** Bundles, and folders of bundles or of files of an archive, to take data from. */
  from: readonly string[];
  isDryRun: boolean;
  threads?: number;
}

export interface RepairOutcome {
  /** Files of the archive that are whole again. */
  restored: string[];
  /** Handles of backtests that were taken in again from their bundles. */
  reimported: string[];
  /** What could not be put right; such backtests are marked as unreadable, importing them heals them. */
  damaged: JobFailure[];
}

/**
 * Puts right what is missing or damaged: files from copies with the same hash, backtests from their bundles.
 * A damaged file is moved to quarantine/, nothing is deleted. In a dry run nothing is written. Throws
 * `not-tiered`, `archive-locked`, `index-damaged` (rebuild first), `cancelled`.
 */
export async function repairArchive(
  request: RepairRequest,
  task: TaskContext,
): Promise<RepairOutcome> {
  const { root, from, isDryRun } = request;
  const writer = await openTieredWriter(root, { create: false, now: Date.now() });
  try {
    const spares = await findSpares(root, from);
    const outcome: RepairOutcome = { restored: [], reimported: [], damaged: [] };
    await restoreManifests(writer, spares, request, outcome);
    const truth = await readTruth(root);
    const broken = await restoreFiles(writer, spares, truth, { request, outcome, task });
    const lost = await lostFiles(root, broken, task);
    const codes = await codeOfLost(root, broken);
    await reimport(writer, lost, codes, { request, outcome, task });
    if (isDryRun) return outcome;
    mark(writer, lost);
    const now = await readTruth(root);
    const damage = await reconcileIndex(root, writer.index, now);
    outcome.damaged = await stillDamaged(root, outcome.damaged, now);
    const known = new Set(outcome.damaged.map(({ file }) => file));
    outcome.damaged.push(...damage.filter(({ file }) => !known.has(file)));
    await writeViews(root).catch(() => undefined); // A manifest that stays damaged keeps it from being made.
    task.changed();
    return outcome;
  } finally {
    writer.close();
  }
}

interface Repair {
  request: RepairRequest;
  outcome: RepairOutcome;
  task: TaskContext;
}

async function restoreManifests(
  { root, publisher }: TieredWriter,
  spares: Spares,
  { isDryRun }: RepairRequest,
  outcome: RepairOutcome,
): Promise<void> {
  for (const failure of (await readTruth(root)).damaged) {
    const name = failure.file.split('/').at(-1) ?? '';
    const bytes = ownNames.manifest.test(name) ? await spares.find(name.slice(0, 64), null) : null;
    if (bytes === null) outcome.damaged.push(failure);
    else {
      outcome.restored.push(failure.file);
      if (!isDryRun) await publisher.put(failure.file, bytes);
    }
  }
  await publisher.syncFolders();
}

/** Gives the batches that something was wrong with. */
async function restoreFiles(
  writer: TieredWriter,
  spares: Spares,
  { live }: Truth,
  { request, outcome, task }: Repair,
): Promise<LiveBatch[]> {
  const { root, threads = 0 } = request;
  const counted = live.batches.filter((batch) => batch.live.size > 0 || batch.liveFiles.size > 0);
  const broken: LiveBatch[] = [];
  const failures = new Map<string, JobFailure>();
  for (const failure of (await checkPresence(root, live)).damaged)
    failures.set(failure.file, failure);
  for await (const { batch, checked } of checkInThreads(root, counted, { threads, task })) {
    if (checked.damaged.length > 0) broken.push(batch);
    for (const failure of checked.damaged) failures.set(failure.file, failure);
  }
  const all = [...counted, ...live.proofs].flatMap(({ manifest }) => filesOf(manifest));
  const wanted = new Map(all.map((file) => [file.path, file]));
  for (const [path, failure] of failures) {
    const file = wanted.get(path);
    if (file === undefined) continue; // A backtest: it is looked at again when the files are.
    const bytes = await spares.find(file.sha256, file.bytes);
    if (bytes === null) outcome.damaged.push(failure);
    else {
      outcome.restored.push(path);
      if (!request.isDryRun) await writer.publisher.put(path, bytes);
    }
  }
  await writer.publisher.syncFolders();
  return broken;
}

/** Files of backtests that still do not come out as they went in. */
async function lostFiles(
  root: string,
  broken: readonly LiveBatch[],
  task: TaskContext,
): Promise<StoredFile[]> {
  const lost: StoredFile[] = [];
  for (const { manifest, live } of broken) {
    await task.ready();
    const { records } = await checkBatch(root, manifest);
    const ids = new Set([...live].filter((id) => !records.has(id)));
    lost.push(...manifest.files.filter(({ id }) => ids.has(id)));
  }
  return lost;
}

const filesAtOnce = 64;

async function reimport(
  writer: TieredWriter,
  lost: StoredFile[],
  codes: Awaited<ReturnType<typeof codeOfLost>>,
  { request, outcome, task }: Repair,
): Promise<void> {
  const sources = lost.length === 0 ? null : await findImportFiles(request.from, task.signal);
  const byId = Map.groupBy(lost, ({ id }) => id);
  const incoming: IncomingFile[] = [];
  for (const file of sources?.files ?? []) {
    await task.ready();
    const id = bundleIdOf(file);
    const names = id === null ? undefined : byId.get(id);
    if (id === null || names === undefined) continue;
    byId.delete(id);
    const { realPath, top } = file;
    for (const { handle, path } of names) incoming.push({ handle, path, realPath, top });
  }
  for (let from = 0; from < incoming.length; from += filesAtOnce) {
    const files = incoming.slice(from, from + filesAtOnce);
    if (!request.isDryRun) {
      const batch = await buildBatch(writer.publisher, files, {
        code: null,
        claim: async (ids) => new Set(ids),
      });
      await commitBatch(withCodeAgain(batch, codes), {
        ...writer,
        seq: writer.takeSeq(),
        now: Date.now(),
        writer: 'strata',
      });
    }
    outcome.reimported.push(...files.map(({ handle }) => handle));
  }
  lost.splice(0, lost.length, ...[...byId.values()].flat());
  for (const { path } of lost) {
    const error = new ArchiveError('file-damaged', `${path}: its data is lost`, {
      advice: 'Name a folder that has the bundle: strata repair --from.',
    });
    outcome.damaged.push({ ...describeFailure(error), file: path });
  }
}

function bundleIdOf({ realPath, path }: ImportFile): string | null {
  try {
    return readBundleRecord(readStableFile(realPath, path).bytes).bundleId;
  } catch (error) {
    if (error instanceof ArchiveError) return null;
    throw error;
  }
}

function mark({ index }: TieredWriter, lost: readonly StoredFile[]): void {
  index.db
    .transaction(() => {
      for (const { id } of lost) forgetBacktest(index.db, id);
      const failure = describeFailure(
        new ArchiveError('file-damaged', `its data in the archive is lost (${layout.manifests})`),
      );
      writeChanges(
        index,
        lost.map((file) => ({ kind: 'failed', facts: factsOf(file), failure })),
      );
    })
    .immediate();
}
