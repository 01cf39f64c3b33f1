import { basename } from 'node:path';
import type { JobFailure } from '#contract/operations.ts';
import { takeWriterLock } from '../store/files/writer-lock.ts';
import type { ScannedFile } from '../store/folder/examine-file.ts';
import type { FolderScan } from '../store/folder/scan-folder.ts';
import { saveArchiveFolder } from '../store/index/archive-folder.ts';
import { readFailures, readKnownFiles } from '../store/index/known-files.ts';
import { type IndexWriter, openIndexWriter } from '../store/index/open-index.ts';
import { setReferencePaths } from '../store/index/reference-paths.ts';
import { type Comparison, compareFiles } from './compare-files.ts';
import type { Decoding } from './decode-files.ts';
import { type ChangeCounts, createChangeMaker } from './index-changes.ts';
import { nameFiles } from './name-files.ts';
import { createRowBatch } from './row-batch.ts';
import type { TaskContext } from './task-context.ts';

export interface ScannedArchive {
  folder: string;
  indexFile: string;
  rebuild: boolean;
  absolutePaths: boolean;
  /** Rows stay where there is not one bundle. */
  keepIfEmpty: boolean;
  scan: FolderScan;
}

export interface UpToDate extends ChangeCounts {
  seen: number;
  failed: number;
  /** Of this time and of earlier times, as far as nothing has changed. */
  failures: JobFailure[];
}

type StartDecoding = (files: readonly ScannedFile[]) => Decoding;

/** Makes an index say what the folder holds, as its only writer. */
export async function bringUpToDate(
  archive: ScannedArchive,
  startDecoding: StartDecoding,
  task: TaskContext,
): Promise<UpToDate> {
  const { folder, indexFile, rebuild, scan } = archive;
  const lock = takeWriterLock(indexFile, basename(indexFile));
  try {
    const writer = openIndexWriter(indexFile, { rebuild });
    try {
      saveArchiveFolder(writer, folder);
      const comparison = compareFiles(
        nameFiles(scan.files),
        readKnownFiles(writer),
        new Map(unreadable(writer).map(({ file, code }) => [file, code])),
        archive.keepIfEmpty && scan.files.length === 0
          ? () => true
          : liesBelow(scan.unread.map((failure) => failure.file)),
      );
      const counts = await readAndWrite(writer, comparison, startDecoding, task);
      setReferencePaths(writer, archive.absolutePaths ? folder : null);
      const failures = [...scan.unread, ...unreadable(writer)];
      const unchanged = comparison.unchanged + counts.unchanged;
      return { ...counts, unchanged, seen: scan.files.length, failed: failures.length, failures };
    } finally {
      writer.close();
    }
  } finally {
    lock.release();
  }
}

/** Reads what has to be read, and commits it as it comes: whatever stops this, what was read is kept. */
async function readAndWrite(
  writer: IndexWriter,
  comparison: Comparison,
  startDecoding: StartDecoding,
  task: TaskContext,
): Promise<ChangeCounts> {
  const { unchanged, stillUnreadable } = comparison;
  const files = comparison.toRead.map(({ file }) => file);
  const changes = createChangeMaker(comparison);
  const batch = createRowBatch(writer, task);
  let done = unchanged + stillUnreadable;
  const total = done + files.length;
  task.report({ done, total, current: null });
  try {
    for await (const outcomes of startDecoding(files).decode(files, task)) {
      for (const outcome of outcomes) {
        batch.add(changes.changeFor(outcome));
        if ('failure' in outcome) task.fail(outcome.failure);
      }
      batch.writeIfDue();
      done += outcomes.length;
      task.report({ done, total, current: files[outcomes.at(-1)!.number]!.path });
    }
    for (const change of changes.changesForGone()) batch.add(change);
  } finally {
    batch.write();
  }
  return changes.counts;
}

function unreadable(writer: IndexWriter): JobFailure[] {
  return readFailures({ ...writer, origin: 'strata' }, { offset: 0, limit: -1 }).failures;
}

/** Whether a path lies below one of these folders. */
function liesBelow(folders: readonly string[]): (path: string) => boolean {
  const starts = folders.map((folder) => `${folder}/`);
  return (path) => starts.some((start) => path.startsWith(start));
}
