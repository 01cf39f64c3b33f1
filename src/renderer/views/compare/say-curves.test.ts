import { describe, expect, it } from 'vitest';
import type { ComparedCurves } from '#contract/compare.ts';
import { sayCurves } from './say-curves.ts';

const curves: ComparedCurves = {
  time: [Date.UTC(2021, 11, 4, 12), Date.UTC(2021, 11, 5, 12)],
  isThinned: false,
  longest: 2,
  curves: [
    { place: 0, equity: [1000, 1100.5], drawdown: [0, 0] },
    { place: 1, equity: [1000, 900], drawdown: [0, -0.1] },
    { place: 2, equity: [null, 1000], drawdown: [null, 0] },
  ],
  bands: null,
  failed: [],
};
const said = {
  curves,
  labels: ['ema 5', 'ema 8', 'ema 12'].map((short) => ({ short, origin: '' })),
  baseline: 0,
  hidden: new Set<number>(),
  scale: 'account' as const,
};

describe('what curves say at the cursor', () => {
  it('is the run that is meant, its rank and its distance from the baseline', () => {
    expect(sayCurves(said, { index: 1, near: 1 })).toBe(
      '2021-12-05 12:00 UTC. Run 2, ema 8: 900.00 (place 3 of 3), drawdown \u221210.00\u202f%, \u2212200.50 against run 1.',
    );
  });

  it('is the baseline where no other run is meant', () => {
    expect(sayCurves(said, { index: 1, near: null })).toContain(
      'Run 1, ema 5: 1,100.50 (place 1 of 3), drawdown 0.00\u202f%, the baseline.',
    );
  });

  it('leaves hidden curves out of the rank', () => {
    expect(sayCurves({ ...said, hidden: new Set([0]) }, { index: 1, near: 1 })).toContain(
      '(place 2 of 2)',
    );
  });

  it('says that a run has no value, and nothing where the cursor is nowhere', () => {
    expect(sayCurves(said, { index: 0, near: 2 })).toContain(
      'Run 3, ema 12: no value at this time',
    );
    expect(sayCurves(said, { index: null, near: 2 })).toBe('');
  });

  it('begins with the quantiles where there are too many runs for lines', () => {
    const band = { p10: [1, 90], p25: [1, 95], median: [1, 101.25], p75: [1, 105], p90: [1, 120] };
    const bands = { equity: { ...band, count: [80, 80] }, drawdown: { ...band, count: [80, 80] } };

    expect(
      sayCurves({ ...said, curves: { ...curves, bands } }, { index: 1, near: null }),
    ).toContain('Median of 80 runs 101.25, 10 to 90 %: 90.00 to 120.00. Run 1');
  });
});
