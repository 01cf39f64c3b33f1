import { describe, expect, it } from 'vitest';
import { focuses, type ScoreWeights } from '#contract/score.ts';
import { bundleAt } from '#testing/index-builders.ts';
import { temporaryFolder } from '#testing/temporary-folder.ts';
import { indexOf } from '#testing/temporary-index.ts';
import { columnHistogram } from './column-histogram.ts';
import { queryRows } from './query-rows.ts';
import { rankRows } from './rank-rows.ts';
import { iterateSelection } from './select-rows.ts';

const folder = temporaryFolder();

const opened = () =>
  indexOf(
    folder.at('index.sqlite'),
    Array.from({ length: 30 }, (_, no) =>
      bundleAt(`run_${String(no).padStart(2, '0')}.iafbt`, {
        tag: no % 3 === 0 ? 'third' : 'other',
        summary: {
          sharpe_ratio: (no * 7) % 11,
          cagr: ((no * 5) % 13) / 10 - 0.4,
          max_drawdown: no % 4 === 0 ? null : ((no * 3) % 17) / 20,
          win_rate: no === 9 ? Infinity : (no % 5) / 5,
          number_of_trades: no,
        },
      }),
    ),
  );

describe('the score as a column', () => {
  const weighed: (ScoreWeights & { filter: string })[] = [
    ...focuses.map((focus) => ({ focus, weights: {}, filter: '' })),
    { focus: 'profit', weights: { sharpe: 5, cagr: 0, 'nothing like it': 3 }, filter: '' },
    { focus: 'balanced', weights: { drawdown: -4 }, filter: 'tag = "third"' },
  ];

  it.each(weighed)('is what rank gives: %o', ({ focus, weights, filter }) => {
    const index = opened();
    const query = { focus, weights, filter, by: null, ascending: false, limit: null, columns: [] };
    const ranked = rankRows(index, query).map(({ handle, score }) => [handle, score]);

    const page = queryRows(index, {
      rows: 'backtests',
      filter,
      quick: '',
      sort: [{ column: 'score', descending: true }],
      columns: ['score', 'sharpe'],
      score: { focus, weights },
      offset: 0,
      limit: 100,
    });

    expect(page.rows.map(({ handle, cells }) => [handle, cells[0]])).toEqual(ranked);
    index.close();
  });

  it('goes into exports and heads, sorts beside other keys, and is no condition', () => {
    const index = opened();
    const scope = { rows: 'backtests', filter: '', quick: '', score: undefined } as const;
    const sort = [
      { column: 'tag', descending: false },
      { column: 'score', descending: true },
    ];
    const selection = { kind: 'rows' as const, nos: [1, 2, 3] };
    const { rows } = iterateSelection(index, { ...scope, sort, columns: ['score'], selection });
    const scores = [...rows].map(({ cells }) => cells[0] as number);
    expect(scores).toHaveLength(3);
    expect(scores.every(Number.isFinite)).toBe(true);
    const { counts } = columnHistogram(index, { ...scope, column: 'score', bins: 4 });
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(30);
    expect(() =>
      queryRows(index, { ...scope, filter: 'score > 1', sort, columns: [], offset: 0, limit: 1 }),
    ).toThrow(expect.objectContaining({ code: 'bad-filter' }));
    index.close();
  });
});
