import type { RankQuery, Row } from '#contract/operations.ts';
import type { IndexReader } from './open-index.ts';

/** `score` is null when ranked by a single metric. */
export type RankedRow = Row & { score: number | null };

/** Ranks as the reference does (FORMATS.md §12). Throws `bad-request` when neither by, focus nor weights is given. */
export function rankRows(_index: IndexReader, _query: Omit<RankQuery, 'archive'>): RankedRow[] {
  throw new Error('being written');
}
