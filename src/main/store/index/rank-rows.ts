import { ArchiveError } from '#contract/archive-error.ts';
import type { RankQuery, Row } from '#contract/operations.ts';
import type { RowsKind } from '#contract/row-columns.ts';
import type { IndexReader } from './index-handle.ts';
import { matchingPlaces } from './match-rows.ts';
import { prepareRows } from './read-cells.ts';
import { placesOf } from './read-places.ts';
import { windowOf } from './row-order.ts';
import { type Snapshot, withSnapshot } from './snapshot.ts';
import { sortPlaces } from './sort-places.ts';
import { weightedScores } from './weighted-scores.ts';

/** `score` is null when ranked by a single metric. */
export type RankedRow = Row & { score: number | null };

/**
 * Ranks rows, backtests unless said otherwise, as the reference does (FORMATS.md §12): by one metric, or by the weighted sum of metrics brought
 * to 0..1 over the rows that match. Weights lie on top of the focus preset, which is `balanced` unless given. A weight
 * on a name that is no metric adds nothing, as in the reference. Throws `bad-request` without by, focus and
 * weights, `unknown-column` for an unknown `by`, `bad-filter`.
 */
export function rankRows(index: IndexReader, query: Omit<RankQuery, 'archive'>): RankedRow[] {
  const rows = rowsOf(query);
  return withSnapshot(index, (snapshot) => {
    const readRow = prepareRows(snapshot, { rows, filter: query.filter, quick: '' }, query.columns);
    const read = (no: number, score: number | null) => {
      const row = readRow(no);
      return row ? [{ ...row, score }] : [];
    };
    if (query.by !== null) {
      return Array.from(rankedByOne(snapshot, query, query.by)).flatMap((no) => read(no, null));
    }
    const scores = scoresOf(snapshot, query);
    const { nos } = placesOf(snapshot, rows);
    return Array.from(rankedByScore(snapshot, query, scores)).flatMap((place) => {
      // Adding 0 turns -0, which JSON keeps, into 0.
      return read(nos[place] as number, (scores[place] as number) + 0);
    });
  });
}

function rankedByOne(
  snapshot: Snapshot,
  query: Omit<RankQuery, 'archive'>,
  by: string,
): ArrayLike<number> {
  const rows = rowsOf(query);
  const sort = [{ column: by, descending: !query.ascending }];
  const scope = { rows, filter: query.filter, quick: '', sort } as const;
  return windowOf(snapshot, scope, { offset: 0, limit: limitOf(query.limit) });
}

function rankedByScore(
  snapshot: Snapshot,
  query: Omit<RankQuery, 'archive'>,
  scores: Float64Array,
): Int32Array {
  const places = matchingPlaces(snapshot, { rows: rowsOf(query), filter: query.filter, quick: '' });
  const vector = { kind: 'numbers', values: scores } as const;
  const sorted = sortPlaces(places, [{ vector, descending: !query.ascending }]);
  return sorted.subarray(0, limitOf(query.limit));
}

function limitOf(limit: number | null): number {
  return limit === null || limit < 0 ? 2 ** 31 - 1 : limit;
}

function scoresOf(snapshot: Snapshot, query: Omit<RankQuery, 'archive'>): Float64Array {
  if (!query.focus && !query.weights) {
    throw new ArchiveError('bad-request', 'rank needs a metric, a focus or weights');
  }
  const score = { focus: query.focus ?? 'balanced', weights: query.weights ?? {} };
  return weightedScores(snapshot, { rows: rowsOf(query), filter: query.filter, quick: '', score });
}

function rowsOf({ rows }: Pick<RankQuery, 'rows'>): RowsKind {
  return rows ?? 'backtests';
}
