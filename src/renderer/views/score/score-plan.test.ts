import { describe, expect, it } from 'vitest';
import { rankCommand } from '#contract/list-command.ts';
import { rankPresets } from '#contract/rank-presets.ts';
import {
  isScoreWeights,
  weightsInUse,
  withFocus,
  withoutWeight,
  withWeight,
} from './score-plan.ts';

describe('the weights of a score', () => {
  it('are those of the focus until they are changed, and what was added comes last', () => {
    const plain = withFocus('profit');
    expect(Object.fromEntries(weightsInUse(plain))).toEqual(rankPresets.profit);

    const changed = withWeight(withWeight(plain, 'ulcer', 2), 'cagr', 0);
    expect(changed.weights).toEqual({ ulcer: 2, cagr: 0 });
    expect(weightsInUse(changed).at(-1)).toEqual(['ulcer', 2]);
    expect(Object.fromEntries(weightsInUse(changed)).cagr).toBe(0);
  });

  it('that are set back to those of the focus say nothing any more', () => {
    const changed = withWeight(withFocus('balanced'), 'cagr', 3);
    expect(withWeight(changed, 'cagr', rankPresets.balanced.cagr!).weights).toEqual({});
    expect(withoutWeight(changed, 'cagr').weights).toEqual({});
  });

  it('are the command line that ranks the same', () => {
    const score = withWeight(withFocus('risk_adjusted'), 'sharpe_ratio', 5);
    expect(
      rankCommand({ archive: '/my sweeps', rows: 'backtests', filter: 'trades > 3', score }),
    ).toBe(
      "strata rank '/my sweeps' --focus risk_adjusted --weights sharpe_ratio=5 --filter 'trades > 3' --limit -1",
    );
  });

  it('are refused where another version kept something else', () => {
    expect(isScoreWeights({ focus: 'balanced', weights: { cagr: 1 } })).toBe(true);
    for (const value of [
      null,
      { focus: 'odd', weights: {} },
      { focus: 'profit', weights: { a: 'b' } },
    ]) {
      expect(isScoreWeights(value)).toBe(false);
    }
  });
});
