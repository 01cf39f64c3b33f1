import { summaryColumns } from '#contract/backtest-summary.ts';
import { type ResolvedName, resolveName } from '#contract/filter/resolve-names.ts';
import { rankPresets } from '#contract/rank-presets.ts';
import type { RowsKind } from '#contract/row-columns.ts';
import { runMetricColumns } from '#contract/run-summary.ts';
import { type ScoreWeights, scoreColumn } from '#contract/score.ts';
import { type MatchScope, matchingPlaces } from './match-rows.ts';
import { placesOf } from './read-places.ts';
import { vectorsOf } from './read-vectors.ts';
import { roundHalfEven } from './round-half-even.ts';
import type { Snapshot } from './snapshot.ts';
import type { Vector } from './vector.ts';

export interface ScoredScope extends MatchScope {
  score?: ScoreWeights | undefined;
}

/** The column `score`, by place; worked out once for a filter and its weights. */
export function scoreVector(snapshot: Snapshot, scope: ScoredScope): Vector {
  const { rows, filter, quick, score = { focus: 'balanced', weights: {} } } = scope;
  const asked = [rows, filter.trim(), quick.trim(), score, snapshot.marksVersion];
  return snapshot.vectors.getOrMake(`score ${JSON.stringify(asked)}`, () => {
    return { kind: 'numbers', values: weightedScores(snapshot, { rows, filter, quick, score }) };
  });
}

export function isScore(name: ResolvedName): boolean {
  return name.kind === 'column' && name.column.key === scoreColumn.key;
}

/** Scores by place; only those of matching rows mean anything. */
export function weightedScores(
  snapshot: Snapshot,
  { rows, filter, quick, score }: MatchScope & { score: ScoreWeights },
): Float64Array {
  const places = matchingPlaces(snapshot, { rows, filter, quick });
  const scores = new Float64Array(placesOf(snapshot, rows).nos.length);
  const weighted = [...weightsOf(snapshot, rows, score)].flatMap(([name, weight]) => {
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
function weightsOf(snapshot: Snapshot, rows: RowsKind, score: ScoreWeights): Map<string, number> {
  const preset = rankPresets[score.focus];
  const weights = new Map<string, number>();
  for (const [name, weight] of [...Object.entries(preset), ...Object.entries(score.weights)]) {
    const found = resolveName(name, snapshot.names[rows]);
    weights.set(found?.kind === 'column' ? found.column.key : name, weight);
  }
  return weights;
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
