import { existsSync } from 'node:fs';
import { mkdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { ArchiveError, describeFailure } from '#contract/archive-error.ts';
import type { JobFailure, JobResult } from '#contract/operations.ts';
import { asFileFailure } from '../store/files/file-failure.ts';
import { readKnownFiles } from '../store/index/known-files.ts';
import { openIndexReader } from '../store/index/open-index.ts';
import { missingPrice } from '../store/tiered/missing-prices.ts';
import type { DecodeOutcome } from './decode-file.ts';
import { startDecoding } from './decode-files.ts';
import { findImportFiles, type ImportFile } from './find-import-files.ts';
import { importOhlcv, importOne } from './import-one.ts';
import { indexFolder } from './index-folder.ts';
import { bundlesOfLegacyFolders, type MadeBundles, withMade } from './legacy-folders.ts';
import { onlyNamed } from './only-named.ts';
import type { TaskContext } from './task-context.ts';

export interface ImportRequest {
  /** The folder of bundles to import into; made when missing. */
  folder: string;
  /** Default: `<folder>/index.sqlite`. */
  indexFile?: string;
  /** Bundle files, and folders to look for bundles in. */
  sources: string[];
  /** Files below this folder keep the folders between it and them. */
  under?: string | null;
  /** These handles only; of names that are none a failure is listed. */
  handles?: readonly string[] | null;
  threads?: number;
}

export interface ImportOutcome extends JobResult {
  failures: JobFailure[];
  /** Entries of source folders that are named like bundles and are none. Not counted as failed. */
  skipped: JobFailure[];
  /** Price files that bundles name and that are not there; see `missingPrices`. Not counted as failed. */
  missing: JobFailure[];
  /** Bundles that came in under another name, because another bundle already had theirs. Relative to the folder. */
  renames: { from: string; to: string }[];
}

/**
 * Copies bundles into a folder of bundles and indexes it. A bundle that is there already (by its id) is
 * `unchanged`; nothing is ever overwritten; every bundle is read before it comes in. Folders below a
 * source folder are kept; a folder that is a backtest in the form before bundles comes in as a v2 bundle. Throws as `indexFolder` does; after a cancellation what came in is not indexed.
 */
export async function importBundles(
  request: ImportRequest,
  task: TaskContext,
): Promise<ImportOutcome> {
  const made = await bundlesOfLegacyFolders(request.sources, task.signal);
  try {
    return await importAll(request, made, task);
  } finally {
    await made.remove();
  }
}

async function importAll(
  request: ImportRequest,
  made: MadeBundles,
  task: TaskContext,
): Promise<ImportOutcome> {
  const startedAt = performance.now();
  const folder = await makeFolder(request.folder);
  const { threads = 0, indexFile = join(folder, 'index.sqlite') } = request;
  task.report({ done: 0, total: null, current: null });
  const named = onlyNamed(
    withMade(await findImportFiles(request.sources, task.signal, request.under), made),
    request.handles ?? null,
  );
  const found = { ...named, files: named.files.map(besideItsPrices) };
  for (const failure of [...found.failures, ...found.skipped]) task.fail(failure);

  // What is there already, the index knows: it is brought up to date first.
  const archive = { folder, indexFile, threads };
  await indexFolder(archive, withoutReports(task));
  const counts = await importFiles(folder, found.files, knownIds(indexFile), threads, task);
  if (counts.added > 0) await indexFolder(archive, withoutReports(task));

  const failures = [...found.failures, ...counts.failures];
  return {
    ...counts,
    seen: found.files.length,
    updated: 0,
    renamed: 0,
    removed: 0,
    failed: failures.length,
    seconds: (performance.now() - startedAt) / 1000,
    written: folder,
    download: null,
    failures,
    skipped: found.skipped,
  };
}

/** A bundle of the reference's tiered store looks for its prices beside the folder it lies in: it keeps that folder. */
function besideItsPrices(file: ImportFile): ImportFile {
  const hasPrices = file.priceFolder !== undefined && existsSync(file.priceFolder);
  return hasPrices ? { ...file, path: `bundles/${file.path}` } : file;
}

interface ImportCounts {
  added: number;
  unchanged: number;
  bytes: number;
  renames: ImportOutcome['renames'];
  failures: JobFailure[];
  missing: JobFailure[];
}

/** In the order of the sources, so that the first of two bundles of one name keeps it every time. */
async function importFiles(
  folder: string,
  files: readonly ImportFile[],
  ids: Set<string>,
  threads: number,
  task: TaskContext,
): Promise<ImportCounts> {
  const counts: ImportCounts = {
    ...{ added: 0, unchanged: 0, bytes: 0, renames: [], failures: [], missing: [] },
  };
  const decoding = startDecoding(files, { threads });
  const waiting = new Map<number, DecodeOutcome>();
  let next = 0;
  try {
    for await (const outcomes of decoding.decode(files, task)) {
      for (const outcome of outcomes) waiting.set(outcome.number, outcome);
      for (let outcome = waiting.get(next); outcome !== undefined; outcome = waiting.get(next)) {
        await task.ready();
        waiting.delete(next);
        task.report({ done: next, total: files.length, current: files[next]!.path });
        await takeIn(folder, files[next++]!, outcome, ids, counts, task);
      }
    }
  } finally {
    await decoding.close();
  }
  task.report({ done: files.length, total: files.length, current: null });
  return counts;
}

async function takeIn(
  folder: string,
  file: ImportFile,
  outcome: DecodeOutcome,
  ids: Set<string>,
  counts: ImportCounts,
  task: TaskContext,
): Promise<void> {
  if ('failure' in outcome) return fail(outcome.failure);
  const { record, facts } = outcome;
  if (ids.has(record.bundleId)) {
    counts.unchanged++;
    return;
  }
  try {
    const { path, isNew, isRenamed, bytes } = await importOne(folder, file, record, facts);
    ids.add(record.bundleId);
    counts.bytes += bytes;
    if (isNew) counts.added++;
    else counts.unchanged++;
    if (isRenamed) counts.renames.push({ from: file.path, to: path });
    const prices = await importOhlcv(folder, file, path, record.ohlcv);
    counts.bytes += prices.bytes;
    for (const { key, file: name } of prices.missing) {
      const missing = missingPrice(path, key, name);
      counts.missing.push(missing);
      task.fail(missing);
    }
  } catch (error) {
    if (!(error instanceof ArchiveError) || error.code === 'disk-full') throw error;
    fail({ ...describeFailure(error), file: file.path });
  }

  function fail(failure: JobFailure) {
    counts.failures.push(failure);
    task.fail(failure);
  }
}

function knownIds(indexFile: string): Set<string> {
  const index = openIndexReader(indexFile);
  try {
    const ids = readKnownFiles(index).map((file) => file.bundleId);
    return new Set(ids.filter((id) => id !== null));
  } finally {
    index.close();
  }
}

async function makeFolder(folder: string): Promise<string> {
  try {
    await mkdir(folder, { recursive: true });
    return await realpath(folder);
  } catch (error) {
    throw asFileFailure(error, folder);
  }
}

/** Progress of the import is told in its own numbers. */
function withoutReports({ signal, changed, ready }: TaskContext): TaskContext {
  return { signal, changed, ready, report() {}, fail() {} };
}
