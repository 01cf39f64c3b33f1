import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Readable } from 'node:stream';
import yazl from 'yazl';
import { ArchiveError, describeFailure } from '#contract/archive-error.ts';
import { createAtomicFile } from '../store/files/atomic-file.ts';
import { asFileFailure } from '../store/files/file-failure.ts';
import { iterateFiles } from '../store/index/select-rows.ts';
import type { Archive } from './archive.ts';
import { examineBundle, findBundleFile } from './bundle-file.ts';
import type { ExportCounts, ExportRowsRequest } from './export-request.ts';
import type { TaskContext } from './task-context.ts';

/** Puts the bundles of a selection into one zip file, with their folders, as they are: they are compressed already. */
export async function exportZip(
  archive: Archive,
  request: ExportRowsRequest,
  task: TaskContext,
): Promise<ExportCounts> {
  if (archive.kind !== 'local-tiered') return zipFrom(archive.folder, archive, request, task);
  const aside = await mkdtemp(join(tmpdir(), 'strata-zip-'));
  try {
    // They are put together in threads, in the order in which they are stored: first all, then the zip.
    const { exportFromTiered } = await import('./export-from-tiered.ts');
    const files = { ...request, to: aside, overwrite: false, withOhlcv: false };
    const { failures } = await exportFromTiered(archive, files, task);
    return await zipFrom(aside, archive, request, task, failures);
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
}

/** `missing` are files that could not be made, and have been told of. */
async function zipFrom(
  folder: string,
  archive: Archive,
  request: ExportRowsRequest,
  task: TaskContext,
  missing: ExportCounts['failures'] = [],
): Promise<ExportCounts> {
  const { total, files } = iterateFiles(archive.index, request);
  const failures = [...missing];
  const isMissing = new Set(missing.map((failure) => failure.file));
  const zip = new yazl.ZipFile();
  let added = 0;
  let done = 0;
  for (const file of files) {
    if (isMissing.has(file.path)) continue;
    try {
      const path = await findBundleFile(folder, file.path);
      const { size, mtime } = examineBundle(path, file.path);
      zip.addReadStreamLazy(file.path, { mtime, mode: 0o100644, size, compress: false }, (give) => {
        task.report({ done: done++, total, current: file.path });
        give(null, createReadStream(path));
      });
      added++;
    } catch (error) {
      if (!(error instanceof ArchiveError)) throw error;
      failures.push({ ...describeFailure(error), file: file.path });
      task.fail(failures.at(-1)!);
    }
  }
  zip.end();
  const bytes = await writeZip(zip, request, task);
  return { seen: total, added, unchanged: 0, bytes, written: request.to, failures };
}

async function writeZip(
  zip: yazl.ZipFile,
  { to, overwrite }: ExportRowsRequest,
  task: TaskContext,
): Promise<number> {
  const file = await createAtomicFile(to, basename(to));
  let bytes = 0;
  // A file that changes its size on the way ends the stream with an error.
  const stream = zip.outputStream as Readable;
  zip.on('error', (error: Error) => stream.destroy(error));
  try {
    for await (const part of stream as AsyncIterable<Uint8Array>) {
      await task.ready();
      file.write(part);
      bytes += part.length;
    }
    await file.commit({ overwrite });
    return bytes;
  } catch (error) {
    throw asFileFailure(error, basename(to));
  } finally {
    await file.discard();
  }
}
