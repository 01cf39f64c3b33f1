import type { ArchiveStats } from '#contract/operations.ts';
import type { Archive } from './archive.ts';

/** How many rows, and how many bytes on disk. */
export async function archiveStats(archive: Archive): Promise<ArchiveStats> {
  throw new Error(`not built yet: ${archive.id}`);
}
