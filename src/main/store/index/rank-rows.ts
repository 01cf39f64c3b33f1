import { ArchiveError } from '#contract/archive-error.ts';
import { summaryColumns } from '#contract/backtest-summary.ts';
import { type ResolvedName, resolveName } from '#contract/filter/resolve-names.ts';
import type { RankQuery, Row } from '#contract/operations.ts';
import type { RowsKind } from '#contract/row-columns.ts';
import { runMetricColumns } from '#contract/run-summary.ts';
import type { IndexReader } from './index-handle.ts';
import { matchingPlaces } from './match-rows.ts';
import { rankPresets } from './rank-presets.ts';
import { prepareRows } from './read-cells.ts';
import { placesOf } from './read-places.ts';
import { vectorsOf } from './read-vectors.ts';
import { roundHalfEven } from './round-half-even.ts';
import { windowOf } from './row-order.ts';
import { type Snapshot, withSnapshot } from './snapshot.ts';
import { sortPlaces } from './sort-places.ts';

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
    const readRow = prepareRows(snapshot, rows, query.columns);
    const read = (no: number, score: number | null) => {
      const row = readRow(no);
      return row ? [{ ...row, score }] : [];
    };
    if (query.by !== null) {
      return Array.from(rankedByOne(snapshot, query, query.by)).flatMap((no) => read(no, null));
    }
    const scores = weightedScores(snapshot, query);
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

/** Scores by place; only those of matching rows mean anything. */
function weightedScores(snapshot: Snapshot, query: Omit<RankQuery, 'archive'>): Float64Array {
  if (!query.focus && !query.weights) {
    throw new ArchiveError('bad-request', 'rank needs a metric, a focus or weights');
  }
  const rows = rowsOf(query);
  const places = matchingPlaces(snapshot, { rows, filter: query.filter, quick: '' });
  const scores = new Float64Array(placesOf(snapshot, rows).nos.length);
  const weighted = [...weightsOf(snapshot, query)].flatMap(([name, weight]) => {
    const metric = metricOf(snapshot, rows, name);
    return metric ? [{ metric, weight }] : [];
  });
  const metricsUsed = weighted.map(({ metric }) => metric);
  vectorsOf(snapshot, rows, metricsUsed).forEach((vector, at) => {
    if (vector.kind !== 'numbers') return;
    addWeighted(scores, places, vector.values, weighted[at]?.weight ?? 0);
  });
  for (const place of places) scores[place] = roundHalfEven(scores[place] as number, 6);
  return scores;
}

/** Weights by column: what is spelled differently but means the same column replaces the preset's weight. */
function weightsOf(snapshot: Snapshot, query: Omit<RankQuery, 'archive'>): Map<string, number> {
  const preset = rankPresets[query.focus ?? 'balanced'];
  const weights = new Map<string, number>();
  for (const [name, weight] of [
    ...Object.entries(preset),
    ...Object.entries(query.weights ?? {}),
  ]) {
    const found = resolveName(name, snapshot.names[rowsOf(query)]);
    weights.set(found?.kind === 'column' ? found.column.key : name, weight);
  }
  return weights;
}

function rowsOf({ rows }: Pick<RankQuery, 'rows'>): RowsKind {
  return rows ?? 'backtests';
}

const metrics = new Set<string>([
  ...summaryColumns.map((column) => column.key),
  ...runMetricColumns.map((column) => column.key),
  'risk_free_rate',
  'number_of_runs',
  'worst_drawdown',
]);

/** Null for what is no metric of a row; parameters count when named as such. */
function metricOf(snapshot: Snapshot, rows: RowsKind, name: string): ResolvedName | null {
  const found = resolveName(name, snapshot.names[rows]);
  if (found?.kind === 'column') return metrics.has(found.column.key) ? found : null;
  return /^param(?:eter)?s\./i.test(name) ? found : null;
}

/** Values that are missing or not finite add nothing, which is not the same as the worst. */
function addWeighted(
  scores: Float64Array,
  places: Int32Array,
  values: Float64Array,
  weight: number,
): void {
  let low = Infinity;
  let high = -Infinity;
  for (const place of places) {
    const value = values[place] as number;
    if (!Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (!(high > low)) return;
  for (const place of places) {
    const value = values[place] as number;
    if (!Number.isFinite(value)) continue;
    scores[place] = (scores[place] as number) + weight * ((value - low) / (high - low));
  }
}
