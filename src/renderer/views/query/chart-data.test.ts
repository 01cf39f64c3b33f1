import { describe, expect, it } from 'vitest';
import type { SqlCell } from '#contract/sql.ts';
import { chartData, choiceOf, firstChoice, namedChart, SERIES_AT_MOST } from './chart-data.ts';

describe('a quick chart of a result', () => {
  it('is a line over times, in their order, one for each value of the split', () => {
    const result = aResult(
      ['ts', 'run', 'value'],
      [
        ['2021-10-02 00:00:00+00', 'a', 2],
        ['2021-10-01 12:30:00+00', 'a', 1],
        ['2021-10-01 00:00:00+00', 'b', 3],
        ['2021-10-01 00:00:00+00', 'b', null],
      ],
    );
    const choice = firstChoice(result)!;

    expect(choice).toEqual({ kind: 'line', x: 0, y: 2, split: null });
    expect(chartData(result, { ...choice, split: 1 })).toEqual({
      axis: 'time',
      categories: [],
      series: [
        {
          name: 'a',
          points: [
            [Date.UTC(2021, 9, 1, 12, 30), 1],
            [Date.UTC(2021, 9, 2), 2],
          ],
        },
        { name: 'b', points: [[Date.UTC(2021, 9, 1), 3]] },
      ],
      leftOut: 0,
    });
  });

  it('is bars over names and points over numbers', () => {
    expect(firstChoice(aResult(['tag', 'n'], [['a', 1]]))).toMatchObject({
      kind: 'bar',
      x: 0,
      y: 1,
    });
    expect(firstChoice(aResult(['a', 'b'], [[1, 2]]))).toMatchObject({
      kind: 'scatter',
      x: 0,
      y: 1,
    });
    expect(firstChoice(aResult(['a'], [['x']]))).toBeNull();
    expect(firstChoice(aResult(['a'], []))).toBeNull();
  });

  it('has bars in the order of the answer, those of numbers by size, whichever series has them', () => {
    const rows: SqlCell[][] = [
      [12, 'b', 1, 'one'],
      [60, 'b', 1, 'two'],
      [9, 'a', 2, 'one'],
      [null, 'c', 3, 'two'],
      [34, 'c', 3, 'two'],
    ];
    const result = aResult(['slow', 'tag', 'y', 'of'], rows);
    const bars = { kind: 'bar', y: 2, split: 3 } as const;

    expect(chartData(result, { ...bars, x: 1 }).categories).toEqual(['b', 'a', 'c']);
    expect(chartData(result, { ...bars, x: 0 }).categories).toEqual([
      '9',
      '12',
      '34',
      '60',
      'NULL',
    ]);
    const { series } = chartData(result, { ...bars, x: 1, split: 0 });
    expect(series.map(({ name }) => name)).toEqual(['9', '12', '34', '60', 'NULL']);
  });

  it('is the one chosen before, where the answer has its columns, in whatever order', () => {
    const before = aResult(['tag', 'x', 'y'], [['a', 1, 2]]);
    const chosen = { kind: 'scatter', x: 1, y: 2, split: 0 } as const;
    const named = namedChart(before, chosen);
    expect(choiceOf(before, named)).toEqual(chosen);
    expect(choiceOf(aResult(['y', 'x'], [[2, 1]]), named)).toEqual({
      kind: 'scatter',
      x: 1,
      y: 0,
      split: null,
    });
    const other = aResult(['y', 'z'], [[2, 1]]);
    expect(choiceOf(other, named)).toEqual(firstChoice(other));
    const worded = aResult(['x', 'y'], [[1, 'high']]);
    expect(choiceOf(worded, named)).toEqual(firstChoice(worded));
  });

  it('counts what it has no colour for', () => {
    const rows = Array.from({ length: SERIES_AT_MOST + 3 }, (_, i): SqlCell[] => [`s${i}`, i, i]);
    const data = chartData(aResult(['name', 'x', 'y'], rows), {
      kind: 'scatter',
      x: 1,
      y: 2,
      split: 0,
    });

    expect(data.series).toHaveLength(SERIES_AT_MOST);
    expect(data.leftOut).toBe(3);
  });
});

function aResult(names: string[], rows: SqlCell[][]) {
  return { columns: names.map((name) => ({ name, type: '' })), rows, isCut: false, took: 1 };
}
