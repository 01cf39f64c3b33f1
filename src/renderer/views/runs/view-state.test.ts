import { describe, expect, it } from 'vitest';
import { addExpression } from './chips.ts';
import { filterOf, firstView, isViewState, type ViewState, withTable } from './view-state.ts';

const used: ViewState = withTable(
  { ...firstView, quick: 'ema', chips: addExpression([], 'sharpe > 1') },
  {
    sort: [{ column: 'sharpe_ratio', descending: true }],
    layout: { shown: ['tag'], pinned: [], widths: { tag: 90 } },
  },
);

describe('a kept view', () => {
  it('is taken up again as it was, through JSON', () => {
    const kept: unknown = JSON.parse(JSON.stringify(used));
    expect(isViewState(kept)).toBe(true);
    expect(kept).toEqual(used);
  });

  it.each([
    null,
    {},
    { ...used, rows: 'trades' },
    { ...used, chips: [{ id: 1 }] },
    { ...used, chips: [{ id: 1, text: 'a', isOn: true, facet: {} }] },
    { ...used, tables: { backtests: used.tables.backtests } },
    { ...used, tables: { ...used.tables, runs: { sort: [7], layout: null } } },
    { ...used, tables: { ...used.tables, runs: { sort: [], layout: { shown: [] } } } },
  ])('that cannot be read is left: %j', (kept) => {
    expect(isViewState(kept)).toBe(false);
  });
});

it('a change of the table is of the rows that are shown', () => {
  const runs = withTable({ ...used, rows: 'runs' }, { sort: [] });
  expect(runs.tables.backtests).toBe(used.tables.backtests);
  expect(runs.tables.runs.sort).toEqual([]);
});

it('a chip that cannot be read says so instead of filtering something else', () => {
  const broken = { ...used, chips: [...used.chips, { id: 9, text: '(((', isOn: true }] };
  expect(filterOf(used)).toEqual({ filter: 'sharpe > 1', error: null });
  expect(filterOf(broken).error).toMatchObject({ code: 'bad-filter' });
});
