import { existsSync } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { ArchiveError } from '#contract/archive-error.ts';
import type { JobFailure, JobResult } from '#contract/operations.ts';
import { asFileFailure } from '../store/files/file-failure.ts';
import { scanFolder } from '../store/folder/scan-folder.ts';
import { hasArchiveFile } from '../store/tiered/has-archive-file.ts';
import { type Decoding, startDecoding } from './decode-files.ts';
import type { TaskContext } from './task-context.ts';

export interface IndexRequest {
  folder: string;
  /** Default: `<folder>/index.sqlite`. */
  indexFile?: string;
  /** Reads every bundle again. */
  rebuild?: boolean;
  /** Decoding threads; 0 or absent: one for every processor. */
  threads?: number;
  /** Leaves the rows of a folder without any bundle: it may be a disk that is not there just now. */
  keepIfEmpty?: boolean;
  /** `bundle_path` of the reference's table absolute, as its own `--absolute-paths` writes it. */
  absolutePaths?: boolean;
  /** The calling thread reads bundles, too: for a process with nobody to answer meanwhile. */
  takesPart?: boolean;
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
  const { rebuild = false, absolutePaths = false, keepIfEmpty = false } = request;
  const reading = { threads: request.threads ?? 0, takesPart: request.takesPart ?? false };
  const folder = await findFolder(request.folder);
  await requireNotTiered(folder);
  const indexFile = resolve(request.indexFile ?? join(folder, 'index.sqlite'));
  task.report({ done: 0, total: null, current: null });
  const scan = await scanFolder(folder, {
    signal: task.signal,
    found: (done) => task.report({ done, total: null, current: null }),
  });
  for (const failure of [...scan.unread, ...scan.skipped]) task.fail(failure);

  // All files are to be read, surely: the threads start while SQLite is loaded and the index made.
  let decoding: Decoding | null = null;
  if (rebuild || !existsSync(indexFile)) decoding = startDecoding(scan.files, reading);
  try {
    const { bringUpToDate } = await import('./bring-up-to-date.ts');
    const counts = await bringUpToDate(
      { folder, indexFile, rebuild, absolutePaths, keepIfEmpty, scan },
      (files) => (decoding ??= startDecoding(files, reading)),
      task,
    );
    const seconds = (performance.now() - startedAt) / 1000;
    const { skipped } = scan;
    return { ...counts, skipped, seconds, bytes: 0, written: indexFile, download: null };
  } finally {
    await decoding?.close();
  }
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

/** The index of a tiered archive says where its parts lie, which no folder of bundles could tell. */
async function requireNotTiered(folder: string): Promise<void> {
  if (!(await hasArchiveFile(folder))) return;
  throw new ArchiveError('bad-request', `${folder} is a tiered archive, not a folder of bundles`, {
    advice: 'Its index is kept by every import; strata rebuild makes it again.',
  });
}
