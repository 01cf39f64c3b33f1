import { rankPresets } from '#contract/rank-presets.ts';
import type { Focus, ScoreWeights } from '#contract/score.ts';

/** Every metric with its weight, those of the focus first and in its order. */
export function weightsInUse({ focus, weights }: ScoreWeights): [metric: string, weight: number][] {
  const preset = rankPresets[focus];
  const own = Object.entries(weights).filter(([metric]) => !(metric in preset));
  return [
    ...Object.entries(preset).map(([metric, weight]): [string, number] => [
      metric,
      weights[metric] ?? weight,
    ]),
    ...own,
  ];
}

/** Kept as what differs from the focus, as the command line takes it. */
export function withWeight(score: ScoreWeights, metric: string, weight: number): ScoreWeights {
  const { [metric]: _, ...others } = score.weights;
  const usual = rankPresets[score.focus][metric];
  return { ...score, weights: weight === usual ? others : { ...others, [metric]: weight } };
}

/** Back to what the focus says, or away where it says nothing of it. */
export function withoutWeight(score: ScoreWeights, metric: string): ScoreWeights {
  const { [metric]: _, ...weights } = score.weights;
  return { ...score, weights };
}

/** Another focus starts with its own weights. */
export function withFocus(focus: Focus): ScoreWeights {
  return { focus, weights: {} };
}

export function isOfFocus({ focus }: ScoreWeights, metric: string): boolean {
  return metric in rankPresets[focus];
}

/** A kept value that is one: an older version may have kept another. */
export function isScoreWeights(value: unknown): value is ScoreWeights {
  const score = value as Partial<ScoreWeights> | null;
  return (
    typeof score === 'object' &&
    score !== null &&
    typeof score.focus === 'string' &&
    score.focus in rankPresets &&
    typeof score.weights === 'object' &&
    score.weights !== null &&
    Object.values(score.weights).every(Number.isFinite)
  );
}
