import { existsSync } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ArchiveError } from '#contract/archive-error.ts';
import type { JobFailure } from '#contract/operations.ts';
import { type Disk, namesIn, nodeDisk } from '../durable/disk.ts';
import { openPublisher, type Publisher } from '../durable/publisher.ts';
import { takeWriterLock } from '../files/writer-lock.ts';
import { type IndexWriter, openIndexWriter } from '../index/open-index.ts';
import { createArchiveFile, readArchiveFile } from './archive-file.ts';
import { keepBallast, lendBallast } from './ballast.ts';
import { catchUp } from './catch-up.ts';
import { layout } from './layout.ts';
import { requireOwnFolders } from './own-folders.ts';
import { createStoredTables, nextSeq } from './stored-index.ts';

/** The one writer of a tiered archive. */
export interface TieredWriter {
  readonly root: string;
  readonly disk: Disk;
  readonly publisher: Publisher;
  readonly index: IndexWriter;
  /** A number higher than any given out before. */
  takeSeq(): number;
  /** What turned out to be damaged when the index was brought up to date with the archive. */
  readonly damaged: JobFailure[];
  close(): void;
}

export interface OpenWriterOptions {
  /** Makes the archive where the folder is empty or missing. */
  create: boolean;
  /** What is done makes room in the end: on a full disk it may use the ballast. */
  frees?: boolean;
  disk?: Disk;
  now: number;
}

/**
 * Takes the writer's place. Throws `archive-locked` naming who has it, `not-tiered` where there is no
 * tiered archive, `already-exists` where the folder holds something else, `archive-newer`.
 */
export async function openTieredWriter(
  root: string,
  options: OpenWriterOptions,
): Promise<TieredWriter> {
  const disk = options.disk ?? nodeDisk;
  await requireArchive(root, options);
  await requireOwnFolders(root);
  const lock = takeWriterLock(join(root, 'writer'), root);
  const takeBallastBack = options.frees === true ? lendBallast(root) : () => {};
  try {
    const publisher = openPublisher(root, disk);
    await removeLeftovers(root, disk);
    const file = (await readArchiveFile(root)) ?? (await createArchiveFile(publisher, options.now));
    if (!file.mayWrite) {
      throw new ArchiveError(
        'archive-newer',
        'a newer Strata wrote this archive; here it can only be read',
      );
    }
    const index = openIndexWriter(join(root, layout.indexFile), { rebuild: false });
    createStoredTables(index.db);
    const damaged = await catchUpOrClose(root, index);
    await keepBallast(root);
    let seq = nextSeq(index.db);
    return {
      root,
      disk,
      publisher,
      index,
      damaged,
      takeSeq: () => seq++,
      close() {
        index.close();
        takeBallastBack();
        lock.release();
      },
    };
  } catch (error) {
    takeBallastBack();
    lock.release();
    throw error;
  }
}

async function catchUpOrClose(root: string, index: IndexWriter): Promise<JobFailure[]> {
  try {
    return await catchUp({ root, index });
  } catch (error) {
    index.close();
    throw error;
  }
}

async function requireArchive(root: string, { create }: OpenWriterOptions): Promise<void> {
  if (existsSync(join(root, layout.archiveFile))) return;
  if (!create) await requireTiered(root);
  await mkdir(root, { recursive: true });
  const others = (await readdir(root)).filter((name) => !ownAtStart.has(name));
  if (others.length === 0) return;
  throw new ArchiveError('already-exists', `${root} is not empty: it holds ${others[0]}`, {
    advice: 'Name a new or empty folder for the archive.',
  });
}

/** Throws `not-tiered`; of a newer archive `archive-newer`. */
export async function requireTiered(root: string): Promise<void> {
  if ((await readArchiveFile(root)) !== null) return;
  throw new ArchiveError('not-tiered', `${root} is not a tiered archive`);
}

/** What a first try that was interrupted may have left. */
const ownAtStart: ReadonlySet<string> = new Set([
  layout.temporary,
  'writer.lock',
  'writer.lock-holder',
  'writer.lock-journal',
]);

/** Under the lock nobody else writes: what lies in tmp/ was left by a process that died. */
export async function removeLeftovers(root: string, disk: Disk): Promise<void> {
  for (const name of await namesIn(join(root, layout.temporary))) {
    await disk.remove(join(root, layout.temporary, name));
  }
}
