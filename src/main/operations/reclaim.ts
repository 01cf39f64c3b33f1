import { existsSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { ArchiveError, describeFailure } from '#contract/archive-error.ts';
import type { JobFailure } from '#contract/operations.ts';
import { sha256 } from '../store/durable/publisher.ts';
import { asFileFailure } from '../store/files/file-failure.ts';
import { moveFile } from '../store/files/move-file.ts';
import { readStableFile } from '../store/files/read-stable-file.ts';
import { takeWriterLock } from '../store/files/writer-lock.ts';
import { scanFolder } from '../store/folder/scan-folder.ts';
import { newTrashFolder } from '../store/folder/trash-folder.ts';
import { payloadOf } from '../store/tiered/restore-file.ts';
import { type FilePlace, filesByHash } from '../store/tiered/stored-index.ts';
import { ownIndexOf } from './archive-place.ts';
import { indexFolder } from './index-folder.ts';
import { openArchive } from './open-archive.ts';
import type { TaskContext } from './task-context.ts';

export interface ReclaimRequest {
  /** The folder of bundles that was migrated. */
  source: string;
  /** The tiered archive it was migrated into. */
  into: string;
  /** Also gives up files of which only the payload comes out again. */
  acceptPayload: boolean;
  /** Says what would be moved, and moves nothing. */
  isDryRun: boolean;
}

export interface ReclaimOutcome {
  seen: number;
  /** Files moved to the trash, or in a dry run those that would be. */
  moved: number;
  /** Bytes of them. */
  bytes: number;
  /** What stays, each with why. */
  kept: JobFailure[];
  /** The folder of the trash they are in. */
  to: string;
  seconds: number;
}

/**
 * Moves the files of a migrated folder into its trash: only those that the archive was proved to hold byte
 * for byte, whose hash is still the one that was proved, and whose backtest comes out of the archive right
 * now. Everything else stays and is listed. Nothing is deleted. Throws `not-tiered`, `archive-locked`.
 */
export async function reclaim(request: ReclaimRequest, task: TaskContext): Promise<ReclaimOutcome> {
  const startedAt = performance.now();
  const source = await realpath(request.source).catch((error: unknown) => {
    throw asFileFailure(error, request.source);
  });
  const archive = await openArchive(request.into);
  const indexFile = ownIndexOf(source);
  const hasIndex = existsSync(indexFile);
  try {
    if (archive.tiers === null) {
      throw new ArchiveError('not-tiered', `${request.into} is not a tiered archive`);
    }
    const reader = archive.tiers();
    const stored = filesByHash(archive.index.db);
    const scan = await scanFolder(source, { signal: task.signal });
    const outcome: ReclaimOutcome = {
      seen: scan.files.length,
      moved: 0,
      bytes: 0,
      kept: [...scan.unread, ...scan.skipped],
      to: newTrashFolder(source, new Date()),
      seconds: 0,
    };
    // Without an index nobody writes one: a lock would only leave its own file behind.
    const lock = request.isDryRun || !hasIndex ? null : takeWriterLock(indexFile, basename(source));
    try {
      for (const [done, { path }] of scan.files.entries()) {
        await task.ready();
        task.report({ done, total: scan.files.length, current: path });
        try {
          const { bytes } = readStableFile(join(source, path), path);
          const place = requireProof(stored.get(sha256(bytes)), request.acceptPayload);
          await payloadOf(reader, place.bundleId);
          if (!request.isDryRun) {
            await moveFile(join(source, path), join(outcome.to, path), path);
          }
          outcome.moved++;
          outcome.bytes += bytes.length;
        } catch (error) {
          if (!(error instanceof ArchiveError)) throw error;
          const failure = { ...describeFailure(error), file: path };
          outcome.kept.push(failure);
          task.fail(failure);
        }
      }
    } finally {
      lock?.release();
    }
    if (hasIndex && !request.isDryRun) await indexFolder({ folder: source }, task);
    return { ...outcome, seconds: (performance.now() - startedAt) / 1000 };
  } finally {
    archive.close();
  }
}

function requireProof(place: FilePlace | undefined, acceptPayload: boolean): FilePlace {
  if (place === undefined) {
    throw new ArchiveError('not-proved', 'the archive does not hold this file, it stays', {
      advice: 'Import it first; if it has changed since, import it anew.',
    });
  }
  if (place.proof === 'file' || acceptPayload) return place;
  throw new ArchiveError('not-proved', `${whyNot[place.proof]}, it stays`, {
    advice:
      place.proof === 'payload'
        ? 'Run the file proof first: strata migrate-store with --proof file goes on where it stopped.'
        : 'Say --accept payload to do with the same content in another frame.',
  });
}

const whyNot: Record<'payload' | 'payload-only', string> = {
  payload: 'that the file comes out byte for byte has not been proved yet',
  'payload-only': 'only its payload comes out the same, not the file',
};
