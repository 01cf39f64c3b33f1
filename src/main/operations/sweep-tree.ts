import type { SweepGroup } from '#contract/operations.ts';
import type { Archive } from './archive.ts';

/** Folders, tags, algorithms and parameters with counts and best Sharpe, under a filter. */
export function sweepTree(archive: Archive, filter: string): SweepGroup[] {
  throw new Error(`not built yet: ${archive.id} ${filter}`);
}
