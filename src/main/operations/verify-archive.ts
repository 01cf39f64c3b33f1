import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ArchiveError, describeFailure } from '#contract/archive-error.ts';
import type { JobFailure } from '#contract/operations.ts';
import { takeWriterLock, type WriterLock } from '../store/files/writer-lock.ts';
import { checkIndexFile } from '../store/index/check-index.ts';
import { openIndexReader } from '../store/index/open-index.ts';
import { readTruth, type Truth } from '../store/tiered/catch-up.ts';
import { checkHashes, checkPresence, checkSeals } from '../store/tiered/check-files.ts';
import { compareIndexes } from '../store/tiered/compare-indexes.ts';
import { layout } from '../store/tiered/layout.ts';
import type { LiveBatch, LiveSet } from '../store/tiered/live-set.ts';
import { missingPrices } from '../store/tiered/missing-prices.ts';
import { filesOf } from '../store/tiered/own-files.ts';
import { readVerifiedAt, saveVerifiedAt } from '../store/tiered/verified-at.ts';
import { areViewsRight } from '../store/tiered/views-file.ts';
import { checkInThreads } from './check-pool.ts';
import { buildIndex } from './rebuild-tiered.ts';
import type { TaskContext } from './task-context.ts';
import { verifyFolder } from './verify-folder.ts';
import type { VerifyOutcome, VerifyRequest } from './verify-request.ts';

/** Changes nothing. Throws `archive-locked` while somebody writes: what changes cannot be checked. */
export async function verifyArchive(
  request: VerifyRequest,
  task: TaskContext,
): Promise<VerifyOutcome> {
  const { root } = request;
  if (!isTiered(root)) return verifyFolder(request, task);
  const lock = lockIfPossible(root);
  try {
    const outcome = await verifyTiered(request, task);
    for (const failure of [...outcome.damaged, ...outcome.missing]) task.fail(failure);
    return outcome;
  } finally {
    lock?.release();
  }
}

/** Also where `archive.json` itself is lost. */
function isTiered(root: string): boolean {
  return existsSync(join(root, layout.archiveFile)) || existsSync(join(root, layout.manifests));
}

/** On a disk that cannot be written nobody else writes either. */
function lockIfPossible(root: string): WriterLock | null {
  try {
    return takeWriterLock(join(root, 'writer'), root);
  } catch (error) {
    if (error instanceof ArchiveError && error.code === 'no-permission') return null;
    throw error;
  }
}

async function verifyTiered(request: VerifyRequest, task: TaskContext): Promise<VerifyOutcome> {
  const { root, depth } = request;
  task.report({ done: 0, total: null, current: null });
  const truth = await readTruth(root);
  const { live } = truth;
  const seals = await checkSeals(root);
  const presence = await checkPresence(root, live);
  const outcome: VerifyOutcome = {
    checked: live.batches.length + live.proofs.length + seals.checked + presence.checked,
    damaged: [...truth.damaged, ...seals.damaged, ...presence.damaged],
    missing: live.batches.flatMap(pricesThatAreMissing),
  };
  await task.ready();
  const counted = live.batches.filter((batch) => batch.live.size > 0 || batch.liveFiles.size > 0);
  if (depth.kind === 'full') await verifyEveryByte(request, truth, counted, outcome, task);
  if (depth.kind === 'sample') {
    const sample = await leastRecent(root, counted, depth.percent);
    for await (const { checked } of checkInThreads(root, sample, { ...request, task })) {
      outcome.damaged.push(...checked.damaged);
    }
    await remember(request, sample);
  }
  checkIndex(root, depth.kind === 'full', truth, outcome);
  return { ...outcome, damaged: once(outcome.damaged, live.batches) };
}

function pricesThatAreMissing({ manifest, live, liveFiles }: LiveBatch): JobFailure[] {
  const backtests = manifest.backtests.filter(({ id }) => live.has(id));
  return missingPrices(
    backtests,
    manifest.files.filter((_, at) => liveFiles.has(at)),
  );
}

async function verifyEveryByte(
  request: VerifyRequest,
  { live }: Truth,
  counted: readonly LiveBatch[],
  outcome: VerifyOutcome,
  task: TaskContext,
): Promise<void> {
  const { root, threads = 0 } = request;
  const folder = await mkdtemp(join(tmpdir(), 'strata-verify-'));
  try {
    const made = join(folder, layout.indexFile);
    const { failures } = await buildIndex(root, made, { threads, task });
    outcome.damaged.push(...failures);
    const except = new Set(
      counted.flatMap(({ manifest }) => filesOf(manifest)).map(({ path }) => path),
    );
    for (const { sha256 } of [...live.batches, ...live.proofs])
      except.add(layout.manifestFile(sha256));
    const hashes = await checkHashes(root, { except, ready: () => task.ready() });
    outcome.checked += hashes.checked;
    outcome.damaged.push(...hashes.damaged);
    await remember(request, counted);
    await checkViews(root, live, outcome);
    // Of damaged data no rows can be derived: what differs then says nothing of the index.
    if (outcome.damaged.length === 0) compareWith(root, made, live, outcome);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Derived, and read by other programs: they must not be told anything else than what counts. */
async function checkViews(root: string, live: LiveSet, outcome: VerifyOutcome): Promise<void> {
  const file = layout.viewsFile;
  if (!existsSync(join(root, file))) return;
  outcome.checked++;
  if (await areViewsRight(root, live.batches)) return;
  const error = new ArchiveError('file-damaged', `${file} is not what the data gives`, {
    advice: 'Any writing to the archive makes it again, strata rebuild too.',
  });
  outcome.damaged.push({ ...describeFailure(error), file });
}

function compareWith(root: string, made: string, live: LiveSet, outcome: VerifyOutcome): void {
  if (checkIndexFile(join(root, layout.indexFile), true) !== null) return; // Said by checkIndex.
  const [actual, expected] = [openIndexReader(join(root, layout.indexFile)), openIndexReader(made)];
  try {
    const packs = new Set(
      live.batches.flatMap(({ manifest }) => manifest.packs.map(({ sha256 }) => sha256)),
    );
    for (const { table, key } of compareIndexes(actual.db, expected.db, packs)) {
      outcome.damaged.push(indexFailure(`it says otherwise than the data in ${table}, ${key}`));
    }
  } catch (error) {
    // A damaged schema passes SQLite's own check, and names columns that are not there.
    if (!(error instanceof Error)) throw error;
    outcome.damaged.push(indexFailure(error.message));
  } finally {
    actual.close();
    expected.close();
  }
}

function checkIndex(root: string, isFull: boolean, { live }: Truth, outcome: VerifyOutcome): void {
  outcome.checked++;
  const file = join(root, layout.indexFile);
  const fault = checkIndexFile(file, isFull);
  if (fault !== null) {
    outcome.damaged.push(indexFailure(fault));
    return;
  }
  const index = openIndexReader(file);
  try {
    const count = (sql: string) => index.db.prepare<[], number>(sql).pluck().get() ?? 0;
    const sum = (counts: number[]) => counts.reduce((total, one) => total + one, 0);
    const files = sum(live.batches.map(({ liveFiles }) => liveFiles.size));
    const rows = count('SELECT (SELECT count(*) FROM backtests) + (SELECT count(*) FROM failures)');
    if (rows !== files)
      outcome.damaged.push(indexFailure(`it has ${rows} files instead of ${files}`));
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    outcome.damaged.push(indexFailure(error.message));
  } finally {
    index.close();
  }
}

function indexFailure(what: string): JobFailure {
  const advice = 'Make it again from the data: strata rebuild.';
  const error = new ArchiveError('index-damaged', `${layout.indexFile}: ${what}`, { advice });
  return { ...describeFailure(error), file: layout.indexFile };
}

async function leastRecent(
  root: string,
  batches: readonly LiveBatch[],
  percent: number,
): Promise<LiveBatch[]> {
  const verified = await readVerifiedAt(root);
  const at = ({ sha256 }: LiveBatch) => verified.get(sha256) ?? 0;
  const sorted = [...batches].sort((a, b) => at(a) - at(b));
  return sorted.slice(0, Math.ceil((batches.length * percent) / 100));
}

async function remember(
  { root, now = Date.now() }: VerifyRequest,
  batches: readonly LiveBatch[],
): Promise<void> {
  const verified = await readVerifiedAt(root);
  for (const { sha256 } of batches) verified.set(sha256, now);
  await saveVerifiedAt(root, verified);
}

/** A file is named once; a backtest by the name of its file. */
function once(damaged: readonly JobFailure[], batches: readonly LiveBatch[]): JobFailure[] {
  const names = new Map(
    batches.flatMap(({ manifest }) =>
      manifest.files.map(({ id, path }) => [`backtest ${id}`, path]),
    ),
  );
  const found = new Map<string, JobFailure>();
  for (const failure of damaged) {
    const file = names.get(failure.file) ?? failure.file;
    if (!found.has(file)) found.set(file, { ...failure, file });
  }
  return [...found.values()];
}
