import type { SweepGroup } from '#contract/operations.ts';
import * as index from '../store/index/sweep-tree.ts';
import type { Archive } from './archive.ts';

/** Folders, tags, algorithms and parameters with counts and best Sharpe, under a filter. Throws `bad-filter`. */
export function sweepTree(archive: Archive, filter: string): SweepGroup[] {
  return index.sweepTree(archive.index, filter);
}
