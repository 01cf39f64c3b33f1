import { describe, expect, it } from 'vitest';
import { bundleAt } from '#testing/index-builders.ts';
import { temporaryFolder } from '#testing/temporary-folder.ts';
import { indexOf } from '#testing/temporary-index.ts';
import { columnHistogram } from './column-histogram.ts';

describe('a histogram', () => {
  const folder = temporaryFolder();
  const scope = { rows: 'backtests', filter: '', quick: '' } as const;
  const ofSharpes = (sharpes: (number | null)[]) =>
    indexOf(
      folder.at('index.sqlite'),
      sharpes.map((sharpe_ratio, no) =>
        bundleAt(`${no}.iafbt`, { summary: { sharpe_ratio }, tag: no % 2 ? 'odd' : 'even' }),
      ),
    );

  it('counts numbers in equal bins; what has none is counted apart', () => {
    const index = ofSharpes([0, 1, 2.4, 2.5, 9.9, 10, null, Infinity, Number.NaN]);
    expect(columnHistogram(index, { ...scope, column: 'sharpe', bins: 4 })).toEqual({
      kind: 'numbers',
      min: 0,
      max: 10,
      counts: [3, 1, 0, 2],
      labels: [],
      empty: 3,
      other: 0,
    });
    expect(
      columnHistogram(index, { ...scope, column: 'sharpe', bins: 2, filter: 'sharpe > 2' }),
    ).toMatchObject({ min: 2.4, max: 10, counts: [2, 2], empty: 1 });
    index.close();
  });

  it.each([
    ['equal numbers', [3, 3, 3], { min: 3, max: 3, counts: [3, 0] }],
    ['no number', [null, Infinity], { min: null, max: null, counts: [0, 0], empty: 2 }],
    ['the whole span of doubles', [-Number.MAX_VALUE, 0, Number.MAX_VALUE], { counts: [1, 2] }],
    ['neighbours at the least', [0, Number.MIN_VALUE], { min: 0, max: Number.MIN_VALUE }],
  ])('of %s', (_, sharpes, expected) => {
    const index = ofSharpes(sharpes);
    const histogram = columnHistogram(index, { ...scope, column: 'sharpe', bins: 2 });
    expect(histogram).toMatchObject(expected);
    expect(histogram.counts.reduce((sum, count) => sum + count, histogram.empty)).toBe(
      sharpes.length,
    );
    index.close();
  });

  it('of texts has the commonest, of runs counts runs', () => {
    const index = indexOf(
      folder.at('index.sqlite'),
      ['a', 'b', 'b', 'c', 'c', null].map((tag, no) =>
        bundleAt(`${no}.iafbt`, { tag, runs: [{}, {}] }),
      ),
    );
    expect(columnHistogram(index, { ...scope, column: 'tag', bins: 2 })).toEqual({
      kind: 'texts',
      min: null,
      max: null,
      counts: [2, 2],
      labels: ['b', 'c'],
      empty: 1,
      other: 1,
    });
    expect(
      columnHistogram(index, { ...scope, rows: 'runs', column: 'tag', bins: 9 }),
    ).toMatchObject({ counts: [4, 4, 2], labels: ['b', 'c', 'a'], empty: 2 });
    index.close();
  });
});
