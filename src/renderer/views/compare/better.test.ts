import { describe, expect, it } from 'vitest';
import { runMetricColumns } from '#contract/run-summary.ts';
import { deltaOf, isKnownDirection, isLessBetter } from './better.ts';

describe('a figure against the baseline', () => {
  it('says how much more, in its unit and as a share', () => {
    expect(deltaOf('sharpe_ratio', 1.5, 1)).toEqual({
      absolute: 0.5,
      relative: 0.5,
      isBetter: true,
    });
    expect(deltaOf('cagr', -0.1, -0.2)).toMatchObject({ relative: 0.5, isBetter: true });
  });

  it('knows that less drawdown is better, and that losses below zero are better nearer to it', () => {
    expect(deltaOf('max_drawdown', 0.1, 0.2)?.isBetter).toBe(true);
    expect(deltaOf('var_95', -0.05, -0.1)?.isBetter).toBe(true);
  });

  it('does not call a number of trades better or worse', () => {
    expect(deltaOf('number_of_trades', 10, 5)?.isBetter).toBeNull();
  });

  it.each([
    ['nothing', null, 1, null],
    ['two infinities', 'inf', 'inf', { absolute: 0, relative: null, isBetter: null }],
    [
      'one infinity',
      'inf',
      2,
      { absolute: Number.POSITIVE_INFINITY, relative: null, isBetter: true },
    ],
    ['a baseline of zero', 1, 0, { absolute: 1, relative: null, isBetter: true }],
  ])('holds with %s', (_what, value, baseline, delta) => {
    expect(deltaOf('sharpe_ratio', value, baseline)).toEqual(delta);
  });
});

it('names no figure that a run has not', () => {
  const known = runMetricColumns.filter(({ key }) => isKnownDirection(key));
  // 37 of which more and 13 of which less is better.
  expect(known).toHaveLength(50);
});

it('knows of which figures little is good, of runs and of backtests', () => {
  expect(['max_drawdown', 'worst_drawdown', 'annual_volatility'].map(isLessBetter)).toEqual([
    true,
    true,
    true,
  ]);
  expect(['sharpe_ratio', 'var_95', 'number_of_trades'].map(isLessBetter)).toEqual([
    false,
    false,
    false,
  ]);
});
