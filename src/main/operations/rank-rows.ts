import type { RankedPage, RankQuery } from '#contract/operations.ts';
import * as index from '../store/index/rank-rows.ts';
import type { Archive } from './archive.ts';

/** Weighted or single-metric ranking as the reference defines it. Throws `bad-filter`, `unknown-column`. */
export function rankRows(archive: Archive, query: Omit<RankQuery, 'archive'>): RankedPage {
  return { rows: index.rankRows(archive.index, query) };
}
