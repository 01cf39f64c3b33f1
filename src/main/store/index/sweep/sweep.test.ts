import { describe, expect, it } from 'vitest';
import type { SweepGrid, SweepGridQuery } from '#contract/sweep.ts';
import { bundleAt } from '#testing/index-builders.ts';
import { temporaryFolder } from '#testing/temporary-folder.ts';
import { indexOf } from '#testing/temporary-index.ts';
import type { IndexReader } from '../index-handle.ts';
import { queryRows } from '../query-rows.ts';
import { readColumns } from './read-columns.ts';
import { rowNumbers } from './row-numbers.ts';
import { sweepGrid } from './sweep-grid.ts';
import { sweepGroups } from './sweep-groups.ts';
import { arrangeParameters, parameterNames, sweptParameter } from './sweep-parameters.ts';

const all = { rows: 'backtests', filter: '', quick: '' } as const;

/** Three by three, `slow` twice as often; Sharpe grows with `fast` but for one peak at 5/30 and one hole at 12/20. */
const sharpes: Readonly<Record<string, number | null>> = {
  '5/10': 0.1,
  '5/20': 0.2,
  '5/30': 2,
  '8/10': 1,
  '8/20': 1.1,
  '8/30': 0.3,
  '12/10': 1.2,
  '12/20': null,
  '12/30': 0.2,
};

describe('the sweep of an index', () => {
  const folder = temporaryFolder();
  const opened = () =>
    indexOf(folder.at('index.sqlite'), [
      ...Object.entries(sharpes).map(([key, sharpe]) => {
        const [fast, slow] = key.split('/').map(Number);
        return bundleAt(`grid/${key.replace('/', '-')}.iafbt`, {
          tag: 'grid',
          summary: { sharpe_ratio: sharpe, max_drawdown: 0.1 },
          parameters: { fast: fast!, slow: slow!, on: fast === 5, frame: '4h' },
          runs: [{}, {}],
        });
      }),
      bundleAt('other/a.iafbt', {
        summary: { sharpe_ratio: Infinity },
        parameters: { fast: 'auto', list: [1, 2] },
      }),
      bundleAt('other/b.iafbt', { summary: { sharpe_ratio: -1 } }),
    ]);

  const parametersOf = (index: IndexReader, filter: string) =>
    arrangeParameters(
      0,
      parameterNames(index)
        .map((name) => sweptParameter(index, { ...all, filter }, name))
        .filter((answer) => answer !== null),
    );
  const gridOf = (index: IndexReader, query: Partial<SweepGridQuery> = {}) =>
    sweepGrid(index, {
      ...all,
      filter: 'tag = "grid"',
      x: 'params.fast',
      y: 'params.slow',
      metric: 'sharpe_ratio',
      aggregate: 'best',
      isLowBest: false,
      steps: 40,
      selection: null,
      ...query,
    });
  const cellAt = ({ x, y, cells }: SweepGrid, fast: string, slow: string) =>
    cells.find((cell) => x.steps[cell.x]?.label === fast && y.steps[cell.y]?.label === slow);
  const handles = (index: IndexReader, nos: readonly number[]) => {
    const page = { sort: [], columns: [], offset: 0, limit: 100 };
    const { rows } = queryRows(index, { ...all, ...page });
    return rows.filter(({ no }) => nos.includes(no)).map(({ handle }) => handle);
  };

  it('finds what was varied, and names the constants apart', () => {
    const index = opened();
    const { swept, constant } = parametersOf(index, 'tag = "grid"');
    expect(swept.map(({ name, kind, distinct }) => [name, kind, distinct])).toEqual([
      ['fast', 'numbers', 3],
      ['on', 'words', 2],
      ['slow', 'numbers', 3],
    ]);
    expect(swept[0]?.values.map(({ label, count }) => [label, count])).toEqual([
      ['5', 3],
      ['8', 3],
      ['12', 3],
    ]);
    expect(swept[1]?.values.map(({ label, filter }) => [label, filter])).toEqual([
      ['false', 'params.on = false'],
      ['true', 'params.on = true'],
    ]);
    expect(constant).toEqual([{ name: 'frame', value: '4h', missing: 0 }]);
    index.close();
  });

  it('takes numbers for words once a word is among them, and counts rows without', () => {
    const index = opened();
    const fast = parametersOf(index, '').swept.find(({ name }) => name === 'fast');
    expect(fast).toMatchObject({ kind: 'words', distinct: 4, missing: 1 });
    index.close();
  });

  it('lays a metric over two parameters', () => {
    const index = opened();
    const grid = gridOf(index);
    expect(grid.x.steps.map(({ label }) => label)).toEqual(['5', '8', '12']);
    expect(grid.y.steps.map(({ filter }) => filter)).toEqual([
      'params.slow = 10',
      'params.slow = 20',
      'params.slow = 30',
    ]);
    expect(cellAt(grid, '5', '30')).toMatchObject({ rows: 1, filled: 1, value: 2 });
    expect(cellAt(grid, '12', '20')).toMatchObject({ rows: 1, filled: 0, value: null });
    expect(grid).toMatchObject({ total: 9, missing: 0, leftOut: 0 });
    index.close();
  });

  it('scores a lone peak as its neighbours do, and a plateau near its own value', () => {
    const index = opened();
    const grid = gridOf(index);
    // 0.2, 0.3, 1.1, 2 by size: the lower quartile lies at 0.275.
    expect(cellAt(grid, '5', '30')?.plateau).toBeCloseTo(0.275, 10);
    // 0.1, 0.2, 1, 1.1, 1.2; one neighbour of five has no value.
    expect(cellAt(grid, '8', '10')).toMatchObject({ neighbours: 4, plateau: 0.2 });
    expect(cellAt(grid, '12', '20')?.plateau).toBeNull();
    index.close();
  });

  it('knows that a low value can be the good one', () => {
    const index = opened();
    const grid = gridOf(index, { isLowBest: true });
    // 0.1, 0.2, 1, 1.1 by size: the upper quartile lies at 1.025.
    expect(cellAt(grid, '5', '10')?.plateau).toBeCloseTo(1.025, 10);
    index.close();
  });

  it('sees no neighbours across words', () => {
    const index = opened();
    const grid = gridOf(index, { x: 'params.on' });
    expect(cellAt(grid, 'true', '20')).toMatchObject({
      neighbours: 2,
      value: 0.2,
      plateau: expect.closeTo(0.15, 10),
    });
    index.close();
  });

  it('stands for the rows of a cell by their best, worst, median or mean', () => {
    const index = opened();
    const values = (['best', 'worst', 'median', 'mean'] as const).map((aggregate) => {
      const grid = gridOf(index, { y: 'params.frame', aggregate });
      return cellAt(grid, '8', '4h')?.value;
    });
    expect(values).toEqual([1.1, 0.3, 1, expect.closeTo(0.8, 10)]);
    index.close();
  });

  it('puts many numbers into ranges that hold every row once', () => {
    const index = opened();
    const grid = gridOf(index, { steps: 2 });
    expect(grid.x).toMatchObject({ isInRanges: true, distinct: 3 });
    expect(grid.x.steps.map(({ label, filter, count }) => [label, filter, count])).toEqual([
      ['5 – 8.5', 'params.fast >= 5 AND params.fast < 8.5', 6],
      ['8.5 – 12', 'params.fast >= 8.5 AND params.fast <= 12', 3],
    ]);
    for (const { filter, count } of [...grid.x.steps, ...grid.y.steps]) {
      expect(rowNumbers(index, { ...all, filter, within: null })).toHaveLength(count);
    }
    index.close();
  });

  it('says how many rows are not in it', () => {
    const index = opened();
    const grid = gridOf(index, { filter: '', steps: 3 });
    // One has no parameters, one no `slow`.
    expect(grid).toMatchObject({ total: 11, missing: 2, leftOut: 0 });
    index.close();
  });

  it('counts what is selected in every cell', () => {
    const index = opened();
    const filter = 'fast = 8 and slow = 10';
    const nos = rowNumbers(index, { ...all, filter, within: null });
    const grid = gridOf(index, { selection: { kind: 'rows', nos } });
    expect(grid.cells.filter(({ selected }) => selected > 0)).toEqual([
      expect.objectContaining({ selected: 1, value: 1 }),
    ]);
    const others = gridOf(index, { selection: { kind: 'matching', except: nos } });
    expect(others.cells.reduce((sum, { selected }) => sum + selected, 0)).toBe(8);
    index.close();
  });

  it('lays a metric of runs over the parameters of their backtests', () => {
    const index = opened();
    const grid = gridOf(index, { rows: 'runs' });
    expect(grid.total).toBe(18);
    expect(cellAt(grid, '5', '10')).toMatchObject({ rows: 2, filled: 0 });
    index.close();
  });

  it('groups by a column, rows without a value as a group of their own', () => {
    const index = opened();
    const { groups, more } = sweepGroups(index, {
      ...all,
      by: 'tag',
      metric: 'sharpe_ratio',
      isLowBest: false,
      limit: 10,
      selection: null,
    });
    expect(more).toBe(0);
    expect(groups.map(({ label, filter, rows, filled }) => [label, filter, rows, filled])).toEqual([
      ['grid', 'tag = "grid"', 9, 8],
      ['(none)', 'tag IS NULL', 2, 2],
    ]);
    // 0.1, 0.2, 0.2, 0.3, 1, 1.1, 1.2, 2
    expect(groups[0]).toMatchObject({
      best: 2,
      median: expect.closeTo(0.65, 10),
      p10: expect.closeTo(0.17, 10),
    });
    expect(groups[0]?.p90).toBeCloseTo(1.44, 10);
    expect(groups[1]).toMatchObject({ best: 'inf', mean: 'inf' });
    index.close();
  });

  it('keeps the largest groups, and counts the others', () => {
    const index = opened();
    const query = { ...all, metric: 'sharpe_ratio', isLowBest: false, selection: null };
    const { groups, more } = sweepGroups(index, { ...query, by: 'folder', limit: 1 });
    expect([groups.map(({ label }) => label), more]).toEqual([['grid'], 1]);
    index.close();
  });

  it('gives every row as a mark, words by their number', () => {
    const index = opened();
    const columns = ['sharpe_ratio', 'params.on', 'tag'];
    const marks = readColumns(index, { ...all, filter: 'tag = "grid"', columns, limit: 100 });
    expect(marks.total).toBe(9);
    const [sharpe, on, tag] = marks.columns;
    expect(sharpe).toMatchObject({ kind: 'numbers' });
    expect(sharpe?.kind === 'numbers' && sharpe.values.filter((value) => value === null)).toEqual([
      null,
    ]);
    expect(on).toMatchObject({ kind: 'codes', values: ['false', 'true'] });
    expect(tag).toEqual({ kind: 'codes', codes: Array(9).fill(0), values: ['grid'] });
    index.close();
  });

  it('thins marks evenly, and says how many there are', () => {
    const index = opened();
    const every = readColumns(index, { ...all, columns: ['tag'], limit: 100 });
    const some = readColumns(index, { ...all, columns: ['tag'], limit: 3 });
    expect(some.total).toBe(11);
    expect(some.nos).toEqual([every.nos[0], every.nos[5], every.nos[10]]);
    index.close();
  });

  it('finds the rows in a polygon', () => {
    const index = opened();
    const within = {
      x: 'params.slow',
      y: 'sharpe_ratio',
      points: [
        [5, 0.95],
        [25, 0.95],
        [25, 1.25],
      ] as [number, number][],
    };
    // 10/1 and 20/1.1 lie in the triangle, 10/1.2 above its long side.
    const nos = rowNumbers(index, { ...all, filter: 'tag = "grid"', within });
    expect(handles(index, nos)).toEqual(['grid/8-10', 'grid/8-20']);
    index.close();
  });
});
