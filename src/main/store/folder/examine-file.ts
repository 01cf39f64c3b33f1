import type { BigIntStats } from 'node:fs';
import { lstat, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ArchiveError, describeFailure } from '#contract/archive-error.ts';
import type { JobFailure } from '#contract/operations.ts';
import { asFileFailure, systemCodeOf } from '../files/file-failure.ts';
import { type Candidate, skippedFile } from './list-candidates.ts';

/** A file named like a bundle, as it was found. */
export interface ScannedFile {
  /** Relative to the scanned folder, `/` as separator. */
  path: string;
  /** What to open: the file itself, behind a link. */
  realPath: string;
  size: number;
  mtimeNs: bigint;
}

/** The facts of a candidate, why it is passed over, or null when it is gone meanwhile. */
export async function examineFile(
  root: string,
  { path, isLink }: Candidate,
): Promise<ScannedFile | { failure: JobFailure } | null> {
  const full = join(root, path);
  try {
    if (!isLink) return factsOf(path, full, await lstat(full, { bigint: true }));
    return factsOf(path, await realpath(full), await stat(full, { bigint: true }));
  } catch (error) {
    const code = systemCodeOf(error);
    if (code === 'ELOOP') return passOver(path, 'a link that goes round in a circle');
    if (code === 'ENOENT' && isLink) return passOver(path, 'a link to a file that is not there');
    if (code === 'ENOENT') return isNameLost(path) ? passOver(path, 'its name is not UTF-8') : null;
    const failure = asFileFailure(error, path);
    if (!(failure instanceof ArchiveError)) throw failure;
    return { failure: { ...describeFailure(failure), file: path } };
  }
}

function factsOf(path: string, realPath: string, facts: BigIntStats) {
  if (!facts.isFile()) return passOver(path, 'a link to something that is not a file');
  return { path, realPath, size: Number(facts.size), mtimeNs: facts.mtimeNs };
}

function passOver(path: string, why: string) {
  return { failure: skippedFile(path, why) };
}

/** Node puts U+FFFD for what is not UTF-8: such a name cannot be opened again. */
function isNameLost(path: string): boolean {
  return path.includes('\ufffd');
}
