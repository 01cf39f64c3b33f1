import type { RankedPage, RankQuery } from '#contract/operations.ts';
import type { Archive } from './archive.ts';

/** Weighted or single-metric ranking as the reference defines it. */
export function rankRows(archive: Archive, query: Omit<RankQuery, 'archive'>): RankedPage {
  throw new Error(`not built yet: ${archive.id} ${query.by}`);
}
