import { closeSync, openSync, readSync } from 'node:fs';
import { posix } from 'node:path';
import { ArchiveError, describeFailure } from '#contract/archive-error.ts';
import type { JobFailure } from '#contract/operations.ts';
import { readBundleRecord } from '../formats/bundle/read-bundle-record.ts';
import { nameAfter } from '../store/files/atomic-file.ts';
import { readStableFile } from '../store/files/read-stable-file.ts';
import { type KnownFile, readKnownFiles } from '../store/index/known-files.ts';
import type { IndexWriter } from '../store/index/open-index.ts';
import type { IncomingFile } from '../store/tiered/build-batch.ts';
import { resolveAlias } from '../store/tiered/stored-index.ts';
import type { ImportFile } from './find-import-files.ts';
import type { TaskContext } from './task-context.ts';

export interface NamedIncoming {
  /** Files to take in, each under a name that is free. */
  fresh: IncomingFile[];
  /** Ids of the backtests of files that are there already under their names. */
  there: string[];
  /** Files whose names another backtest has: they come in as `name-2`. */
  renames: { from: string; to: string }[];
  failures: JobFailure[];
}

/**
 * Gives every file to import its name. One whose name is taken is the same where its size and time are, or where
 * its backtest is; otherwise it gets a number, as in a folder of bundles. Nothing is ever replaced.
 */
export async function nameIncoming(
  index: IndexWriter,
  files: readonly ImportFile[],
  task: TaskContext,
): Promise<NamedIncoming> {
  const known = new Map<string, Holder>();
  for (const { bundleId, ...file } of readKnownFiles(index)) {
    if (bundleId !== null) known.set(file.handle, { ...file, bundleId });
  }
  const named = new Map<ImportFile, IncomingFile>();
  const result: NamedIncoming = { fresh: [], there: [], renames: [], failures: [] };
  const isSame = (file: ImportFile, holder: Holder): boolean => {
    if ('top' in holder) return idOf(file) === idOf(holder);
    if (file.size === holder.size && file.mtimeNs === holder.mtimeNs) return true;
    return resolveAlias(index.db, idOf(file)) === holder.bundleId;
  };
  for (const file of inOrderOfNaming(files)) {
    await task.ready();
    try {
      const place = findPlace(file, known, isSame);
      if ('holder' in place) {
        result.there.push('top' in place.holder ? idOf(file) : place.holder.bundleId);
        continue;
      }
      known.set(place.handle, { ...file, path: place.path });
      named.set(file, incoming(file, place));
      if (place.isRenamed) result.renames.push({ from: file.path, to: place.path });
    } catch (error) {
      if (!(error instanceof ArchiveError)) throw error;
      const failure = { ...describeFailure(error), file: file.path };
      result.failures.push(failure);
      task.fail(failure);
    }
  }
  result.fresh = files.flatMap((file) => named.get(file) ?? []);
  return result;
}

/** Who has a name: a file of the archive, or one that comes in with the same import. */
type Holder = StoredName | ImportFile;

type StoredName = Omit<KnownFile, 'bundleId'> & { bundleId: string };

interface Place {
  path: string;
  handle: string;
  isRenamed: boolean;
}

/** The first name that is free, or who has it already with the same content. */
function findPlace(
  file: ImportFile,
  known: ReadonlyMap<string, Holder>,
  isSame: (file: ImportFile, holder: Holder) => boolean,
): Place | { holder: Holder } {
  const wanted = withSuffix(file);
  for (let attempt = 0; ; attempt += 1) {
    const path = attempt === 0 ? wanted : siblingOf(wanted, attempt);
    for (const handle of handlesOf(path)) {
      const holder = known.get(handle);
      if (holder === undefined) return { path, handle, isRenamed: attempt > 0 };
      // Of `a.iafbt` and `a.obtf` side by side the second keeps its extension.
      if (holder.path !== path) continue;
      if (isSame(file, holder)) return { holder };
      break;
    }
  }
}

/** Without its extension, or with it where that is taken; a file called just `.iafbt` has nothing else. */
function handlesOf(path: string): string[] {
  const stem = path.slice(0, -posix.extname(path).length || undefined);
  return stem === '' || stem.endsWith('/') || stem === path ? [path] : [stem, path];
}

/** As in a folder of bundles: `.iafbt` before `.obtf`, else as they were named. */
function inOrderOfNaming(files: readonly ImportFile[]): ImportFile[] {
  const isNewer = ({ path }: ImportFile) => Number(/\.obtf$/i.test(path));
  return [...files].sort((a, b) => isNewer(a) - isNewer(b));
}

function incoming({ realPath, top, priceFolder }: ImportFile, place: Place): IncomingFile {
  const { path, handle } = place;
  return { path, realPath, handle, top, ...(priceFolder !== undefined && { priceFolder }) };
}

function idOf({ realPath, path }: ImportFile): string {
  return readBundleRecord(readStableFile(realPath, path).bytes).bundleId;
}

function siblingOf(path: string, attempt: number): string {
  return posix.join(posix.dirname(path), nameAfter(posix.basename(path), attempt));
}

/** A file named by hand may be called anything; in the archive its suffix says what it is. */
function withSuffix({ path, realPath }: ImportFile): string {
  if (/\.(iafbt|obtf)$/i.test(path)) return path;
  return `${path}${versionOf(realPath) >= 5 ? '.obtf' : '.iafbt'}`;
}

/** What the header says; 0 of what is none, which whoever reads it refuses. */
function versionOf(path: string): number {
  const head = Buffer.alloc(8);
  const file = openSync(path, 'r');
  try {
    readSync(file, head);
  } finally {
    closeSync(file);
  }
  return head.readUInt32LE(4);
}
