import { realpath, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { ArchiveError } from '#contract/archive-error.ts';
import type { JobFailure, JobResult } from '#contract/operations.ts';
import { asFileFailure } from '../store/files/file-failure.ts';
import { takeWriterLock } from '../store/files/writer-lock.ts';
import { scanFolder } from '../store/folder/scan-folder.ts';
import { saveArchiveFolder } from '../store/index/archive-folder.ts';
import { readFailures, readKnownFiles } from '../store/index/known-files.ts';
import { type IndexWriter, openIndexWriter } from '../store/index/open-index.ts';
import { type Comparison, compareFiles } from './compare-files.ts';
import { decodeFiles } from './decode-files.ts';
import { type ChangeCounts, createChangeMaker } from './index-changes.ts';
import { nameFiles } from './name-files.ts';
import { createRowBatch } from './row-batch.ts';
import type { TaskContext } from './task-context.ts';

export interface IndexRequest {
  folder: string;
  /** Default: `<folder>/index.sqlite`. */
  indexFile?: string;
  /** Reads every bundle again. */
  rebuild?: boolean;
  /** Decoding threads; 0 or absent: one for every processor. */
  threads?: number;
  /** `bundle_path` of the reference's table absolute, as its own `--absolute-paths` writes it. */
  absolutePaths?: boolean;
}

export interface IndexOutcome extends JobResult {
  /** Bundles that could not be read, those of earlier runs that are unchanged included. */
  failures: JobFailure[];
  /** Entries named like bundles that are none: links to folders, pipes, devices. Not counted as failed. */
  skipped: JobFailure[];
}

/**
 * Brings the index of a folder up to date. Throws `not-found`, `not-an-archive`, `archive-locked` (naming
 * the process), `no-permission`, `disk-full`, `cancelled`; what was committed before stays.
 */
export async function indexFolder(request: IndexRequest, task: TaskContext): Promise<IndexOutcome> {
  const startedAt = performance.now();
  const folder = await findFolder(request.folder);
  const indexFile = resolve(request.indexFile ?? join(folder, 'index.sqlite'));
  const lock = takeWriterLock(indexFile, basename(indexFile));
  try {
    const writer = openIndexWriter(indexFile, { rebuild: request.rebuild ?? false });
    try {
      const outcome = await indexInto(writer, folder, request, task);
      return { ...outcome, seconds: (performance.now() - startedAt) / 1000 };
    } finally {
      writer.close();
    }
  } finally {
    lock.release();
  }
}

async function indexInto(
  writer: IndexWriter,
  folder: string,
  request: IndexRequest,
  task: TaskContext,
): Promise<Omit<IndexOutcome, 'seconds'>> {
  task.report({ done: 0, total: null, current: null });
  const scan = await scanFolder(folder, {
    signal: task.signal,
    found: (done) => task.report({ done, total: null, current: null }),
  });
  for (const failure of [...scan.unread, ...scan.skipped]) task.fail(failure);
  saveArchiveFolder(writer, folder);
  const comparison = compareFiles(
    nameFiles(scan.files),
    readKnownFiles(writer),
    new Map(unreadable(writer).map(({ file, code }) => [file, code])),
    liesBelow(scan.unread.map((failure) => failure.file)),
  );
  const counts = await bringUpToDate(writer, comparison, request.threads ?? 0, task);
  const failures = [...scan.unread, ...unreadable(writer)];
  return {
    ...counts,
    seen: scan.files.length,
    unchanged: comparison.unchanged + counts.unchanged,
    failed: failures.length,
    bytes: 0,
    written: writer.file,
    download: null,
    failures,
    skipped: scan.skipped,
  };
}

/** Reads what has to be read, and commits it as it comes: whatever stops this, what was read is kept. */
async function bringUpToDate(
  writer: IndexWriter,
  comparison: Comparison,
  threads: number,
  task: TaskContext,
): Promise<ChangeCounts> {
  const { toRead, unchanged, stillUnreadable } = comparison;
  const changes = createChangeMaker(comparison);
  const batch = createRowBatch(writer, task);
  let done = unchanged + stillUnreadable;
  const total = done + toRead.length;
  task.report({ done, total, current: null });
  try {
    for await (const outcomes of decodeFiles(toRead, threads, task)) {
      for (const outcome of outcomes) {
        batch.add(changes.changeFor(outcome));
        if ('failure' in outcome) task.fail(outcome.failure);
      }
      batch.writeIfDue();
      done += outcomes.length;
      task.report({ done, total, current: toRead[outcomes.at(-1)!.number]!.file.path });
    }
    for (const change of changes.changesForGone()) batch.add(change);
  } finally {
    batch.write();
  }
  return changes.counts;
}

async function findFolder(path: string): Promise<string> {
  try {
    const folder = await realpath(path);
    if ((await stat(folder)).isDirectory()) return folder;
  } catch (error) {
    throw asFileFailure(error, path);
  }
  throw new ArchiveError('not-an-archive', `${path} is not a folder`, {
    advice: 'Name a folder of bundles.',
  });
}

function unreadable(writer: IndexWriter): JobFailure[] {
  return readFailures({ ...writer, origin: 'strata' }, { offset: 0, limit: -1 }).failures;
}

/** Whether a path lies below one of these folders. */
function liesBelow(folders: readonly string[]): (path: string) => boolean {
  const starts = folders.map((folder) => `${folder}/`);
  return (path) => starts.some((start) => path.startsWith(start));
}
