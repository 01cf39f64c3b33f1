import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ArchiveError, describeFailure } from '#contract/archive-error.ts';
import type { JobFailure } from '#contract/operations.ts';
import { asFileFailure } from '../files/file-failure.ts';
import { compareNames } from './compare-names.ts';
import { trashFolder } from './trash-folder.ts';

/** Something whose name says that it is a bundle. */
export interface Candidate {
  /** Relative to the scanned folder, `/` as separator. */
  path: string;
  isLink: boolean;
}

export interface CandidateList {
  /** Sorted by path component in code-point order. */
  candidates: Candidate[];
  skipped: JobFailure[];
  unread: JobFailure[];
}

export interface ScanOptions {
  signal?: AbortSignal;
  /** Told how many bundles were found so far, once a folder. */
  found?(count: number): void;
}

/** Both suffixes as the framework writes them; case matters but on Windows, as for the framework's own scan. */
const bundleName = process.platform === 'win32' ? /\.(iafbt|obtf)$/i : /\.(iafbt|obtf)$/;
const bundleNameInCapitals = /\.(iafbt|obtf)$/i;

/** Walks the folders without entering links, so that no circle can hold it. */
export async function listCandidates(root: string, options: ScanOptions): Promise<CandidateList> {
  const list: CandidateList = { candidates: [], skipped: [], unread: [] };
  let found = 0;
  const top = await entriesOf(root, '');
  if (top instanceof ArchiveError) throw top;
  list.candidates = await walk('', top);
  return list;

  async function walk(folder: string, entries: Dirent[]): Promise<Candidate[]> {
    options.signal?.throwIfAborted();
    entries.sort((a, b) => compareNames(a.name, b.name));
    // Folders are entered where they stand among their siblings: that is the order by component.
    const parts = await Promise.all(entries.map((entry) => take(folder, entry)));
    return parts.flat();
  }

  function take(folder: string, entry: Dirent): Candidate[] | Promise<Candidate[]> {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) return enter(path, entry.name);
    if (bundleName.test(entry.name)) return takeCandidate(path, entry);
    if (entry.isSymbolicLink()) return lookBehindLink(path);
    if (bundleNameInCapitals.test(entry.name)) {
      skip(path, 'its suffix is not in small letters, so the framework does not see it either');
    }
    return [];
  }

  function takeCandidate(path: string, entry: Dirent): Candidate[] {
    if (entry.isFile() || entry.isSymbolicLink()) {
      found++;
      return [{ path, isLink: entry.isSymbolicLink() }];
    }
    skip(path, 'a pipe, a socket or a device, not a file');
    return [];
  }

  async function enter(path: string, name: string): Promise<Candidate[]> {
    if (name === trashFolder) return [];
    if (bundleName.test(name)) skip(path, 'a folder, not a bundle');
    const entries = await entriesOf(root, path);
    if (entries instanceof ArchiveError) {
      list.unread.push({ ...describeFailure(entries), file: path });
      return [];
    }
    options.found?.(found);
    return walk(path, entries);
  }

  async function lookBehindLink(path: string): Promise<Candidate[]> {
    const target = await stat(join(root, path)).catch(() => null);
    if (target?.isDirectory()) skip(path, 'a link to a folder; open that folder itself');
    return [];
  }

  function skip(path: string, why: string) {
    list.skipped.push(skippedFile(path, why));
  }
}

/** What was passed over, and why. */
export function skippedFile(path: string, why: string): JobFailure {
  return { ...describeFailure(new ArchiveError('file-special', `${path}: ${why}`)), file: path };
}

async function entriesOf(root: string, folder: string): Promise<Dirent[] | ArchiveError> {
  try {
    return await readdir(join(root, folder), { withFileTypes: true });
  } catch (error) {
    const failure = asFileFailure(error, folder === '' ? root : folder);
    if (failure instanceof ArchiveError) return failure;
    throw failure;
  }
}
