import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { ArchiveError, describeFailure } from '#contract/archive-error.ts';
import type { JobFailure } from '#contract/operations.ts';
import type { ErrorCode } from '#contract/reply.ts';
import { isNotFound, namesIn } from '../durable/disk.ts';
import { openOrdinary, readOrdinary } from '../durable/ordinary-file.ts';
import { readChecked } from '../durable/publisher.ts';
import { layout, ownNames } from './layout.ts';
import type { LiveSet } from './live-set.ts';
import { filesOf, ownFiles, type ReferencedFile } from './own-files.ts';
import { isSealed } from './sealed-json.ts';

export interface FilesChecked {
  checked: number;
  damaged: JobFailure[];
}

/** Every file that what counts refers to is there, as long as it should be; a dataset begins and ends as Parquet. */
export async function checkPresence(root: string, live: LiveSet): Promise<FilesChecked> {
  const wanted = new Map<string, ReferencedFile>();
  for (const batch of live.batches) {
    if (batch.live.size === 0 && batch.liveFiles.size === 0) continue;
    for (const file of filesOf(batch.manifest)) wanted.set(file.path, file);
  }
  for (const { manifest } of live.proofs) {
    for (const file of filesOf(manifest)) wanted.set(file.path, file);
  }
  const damaged: JobFailure[] = [];
  for (const file of wanted.values()) {
    const failure = await presenceOf(root, file);
    if (failure !== null) damaged.push(failure);
  }
  return { checked: wanted.size, damaged };
}

async function presenceOf(
  root: string,
  { path, bytes }: ReferencedFile,
): Promise<JobFailure | null> {
  let handle: FileHandle;
  try {
    handle = await openOrdinary(join(root, path), path);
  } catch (error) {
    if (isNotFound(error)) return failure(path, 'file-missing', 'it is missing');
    if (error instanceof ArchiveError) return { ...describeFailure(error), file: path };
    throw error;
  }
  try {
    const { size } = await handle.stat();
    if (size !== bytes) {
      return failure(path, 'file-damaged', `it has ${size} bytes instead of ${bytes}`);
    }
    if (!path.endsWith('.parquet')) return null;
    const ends = Buffer.alloc(8);
    await handle.read(ends, 0, 4, 0);
    await handle.read(ends, 4, 4, size - 4);
    return ends.toString('latin1') === 'PAR1PAR1'
      ? null
      : failure(path, 'file-damaged', 'it does not begin and end as Parquet does');
  } finally {
    await handle.close();
  }
}

/** Every file of ours, also what no longer counts, has the hash that its name promises. */
export async function checkHashes(
  root: string,
  options: { except: ReadonlySet<string>; ready(): Promise<void> },
): Promise<FilesChecked> {
  const found: FilesChecked = { checked: 0, damaged: [] };
  for await (const { path, sha256 } of ownFiles(root)) {
    if (options.except.has(path)) continue;
    await options.ready();
    found.checked++;
    try {
      await readChecked(join(root, path), sha256, path);
    } catch (error) {
      if (!(error instanceof ArchiveError)) throw error;
      found.damaged.push({ ...describeFailure(error), file: path });
    }
  }
  return found;
}

/** The small files that carry their own hash: what the archive is, and what was deleted. */
export async function checkSeals(root: string): Promise<FilesChecked> {
  const found: FilesChecked = { checked: 1, damaged: [] };
  const names = (await namesIn(join(root, layout.tombstones))).filter((name) =>
    ownNames.tombstone.test(name),
  );
  const paths = [layout.archiveFile, ...names.map((name) => `${layout.tombstones}/${name}`)];
  for (const path of paths) {
    const text = await readOrdinary(join(root, path), path).catch((error) => {
      if (isNotFound(error)) return null;
      if (error instanceof ArchiveError) return Buffer.alloc(0);
      throw error;
    });
    if (text === null) found.damaged.push(failure(path, 'file-missing', 'it is missing'));
    else if (!isSealed(text.toString('utf8'))) {
      found.damaged.push(failure(path, 'file-damaged', 'it is not what was written'));
    }
  }
  found.checked = paths.length;
  return found;
}

function failure(file: string, code: ErrorCode, what: string): JobFailure {
  return { ...describeFailure(new ArchiveError(code, `${file}: ${what}`)), file };
}
