import { describe, expect, it } from 'vitest';
import type { BacktestDetail } from '#contract/operations.ts';
import { headlineFigures, provenanceFigures, shownRun } from './headline.ts';

const detail: BacktestDetail = {
  id: 'ab',
  no: 1,
  handle: 'a',
  file: { name: 'a.iafbt', label: 'a.iafbt', size: 1, modifiedAt: 0, isPresent: true },
  values: { sharpe_ratio: 1.5, worst_drawdown: 0.2, profit_factor: 'inf' },
  parameters: [],
  stored: null,
  storedFailure: null,
  marks: { starred: false, tags: [], note: null },
  studies: [],
  runs: [
    { no: 7, run: 2, values: { sharpe_ratio: 0.5, max_drawdown: 0.1 } },
    { no: 8, run: 3, values: {} },
  ],
};
const read = (figures: ReturnType<typeof headlineFigures>) =>
  Object.fromEntries(figures.map(({ column, value }) => [column.key, value]));

describe('the headline figures', () => {
  it('are of the backtest, with the deepest drawdown of any run', () => {
    const found = read(headlineFigures(detail, null));
    expect(found).toMatchObject({ sharpe_ratio: 1.5, worst_drawdown: 0.2, profit_factor: 'inf' });
    expect(found.cagr).toBeNull();
    expect(Object.keys(found).length).toBe(8);
  });

  it('are of the run where the row is a run', () => {
    const found = read(headlineFigures(detail, 2));
    expect(found).toMatchObject({ sharpe_ratio: 0.5, max_drawdown: 0.1 });
    expect(found.worst_drawdown).toBeUndefined();
  });

  it('of a run that is gone are empty', () => {
    expect(Object.values(read(headlineFigures(detail, 9))).every((value) => value === null)).toBe(
      true,
    );
  });
});

it('says where a backtest comes from, what is unknown too', () => {
  expect(read(provenanceFigures(detail))).toMatchObject({ framework_version: null });
});

it('shows the curve that was chosen, else that of the row, else the first', () => {
  expect(shownRun(detail, 3, 2)).toBe(3);
  expect(shownRun(detail, 99, 2)).toBe(2);
  expect(shownRun(detail, null, null)).toBe(2);
  expect(shownRun({ ...detail, runs: [] }, null, 2)).toBeNull();
});
