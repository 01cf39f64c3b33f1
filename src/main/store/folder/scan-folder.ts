import { resolve } from 'node:path';
import type { JobFailure } from '#contract/operations.ts';
import { examineFile, type ScannedFile } from './examine-file.ts';
import { listCandidates, type ScanOptions } from './list-candidates.ts';

export interface FolderScan {
  /** Sorted by path component in code-point order, as the reference sorts. */
  files: ScannedFile[];
  /** Entries named like bundles that are none, and links to folders, which are not entered. */
  skipped: JobFailure[];
  /** Folders that could not be listed: what lies below them is unknown, not gone. */
  unread: JobFailure[];
}

/** So many files are asked about at once: enough to hide a network drive's latency. */
const LANES = 64;

/**
 * Finds every bundle below a folder, hidden ones too. Names decide here, as for the framework; what a
 * file is shows when it is read. Throws when the folder itself cannot be listed.
 */
export async function scanFolder(folder: string, options: ScanOptions = {}): Promise<FolderScan> {
  const root = resolve(folder);
  const { candidates, skipped, unread } = await listCandidates(root, options);
  const files: (ScannedFile | null)[] = new Array(candidates.length).fill(null);
  let next = 0;

  async function lane() {
    while (next < candidates.length) {
      options.signal?.throwIfAborted();
      const place = next++;
      const examined = await examineFile(root, candidates[place]!);
      if (examined === null) continue;
      if ('failure' in examined) skipped.push(examined.failure);
      else files[place] = examined;
    }
  }

  await Promise.all(Array.from({ length: LANES }, lane));
  return { files: files.filter((file) => file !== null), skipped, unread };
}
