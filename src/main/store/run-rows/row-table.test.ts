import { describe, expect, it } from 'vitest';
import { runTables } from '#contract/run-tables.ts';
import { openRowTable, type RowCell } from './row-table.ts';

const { orders } = runTables;
const blank = orders.map(() => null);

describe('a table of one run', () => {
  const table = openRowTable(orders, [
    order({ symbol: 'BTC/EUR', side: 'BUY', price: 100, reason: 'buy_signal' }),
    order({ symbol: 'ETH/EUR', side: 'SELL', price: null }),
    order({ symbol: 'BTC/EUR', side: 'SELL', price: Number.POSITIVE_INFINITY }),
    order({ symbol: 'BTC/EUR', side: 'SELL', price: Number.NaN }),
    order({ symbol: 'ADA/EUR', side: 'BUY', price: 100, created_at: Date.UTC(2022, 0, 2, 12) }),
  ]);
  type Query = Parameters<typeof table.query>[0];
  const all: Query = {
    filter: '',
    quick: '',
    sort: [],
    columns: ['price'],
    offset: 0,
    limit: 100,
  };
  const nosOf = (query: Partial<Query>) =>
    table.query({ ...all, ...query }).rows.map(({ no }) => no);

  it('keeps the order of the run where nothing else is asked', () => {
    expect(nosOf({})).toEqual([0, 1, 2, 3, 4]);
    expect(table.query(all).rows.map(({ cells }) => cells[0])).toEqual([
      100,
      null,
      'inf',
      null,
      100,
    ]);
  });

  it('sorts missing values last in both directions, and equal ones as they stood', () => {
    expect(nosOf({ sort: [{ column: 'price', descending: true }] })).toEqual([2, 0, 4, 1, 3]);
    expect(nosOf({ sort: [{ column: 'price', descending: false }] })).toEqual([0, 4, 2, 1, 3]);
  });

  it('takes the filters that the tables of an archive take', () => {
    expect(nosOf({ filter: "symbol = 'BTC/EUR' and side = 'SELL'" })).toEqual([2, 3]);
    expect(nosOf({ filter: 'price >= 100 and not (side = "SELL")' })).toEqual([0, 4]);
    expect(nosOf({ filter: "created_at = '2022-01-02'" })).toEqual([4]);
    expect(nosOf({ filter: "reason like 'BUY%'" })).toEqual([0]);
  });

  it('says where a filter is wrong', () => {
    expect(() => nosOf({ filter: 'prize > 1' })).toThrow(/did you mean price/);
    expect(() => nosOf({ filter: 'sharpe > 1' })).toThrow(/no column or parameter "sharpe"/);
    expect(() => nosOf({ filter: 'price > > 1' })).toThrow(
      expect.objectContaining({ code: 'bad-filter', offset: 8 }),
    );
  });

  it('looks for words in every text, and takes none of them for SQL', () => {
    expect(nosOf({ quick: 'eth sell' })).toEqual([1]);
    expect(nosOf({ quick: "'; DROP TABLE rows --" })).toEqual([]);
    expect(nosOf({})).toHaveLength(5);
  });

  it('gives windows of what matches, and how much that is', () => {
    const page = table.query({ ...all, filter: "side = 'SELL'", offset: 1, limit: 1 });
    expect(page).toEqual({ offset: 1, total: 3, rows: [{ no: 2, cells: ['inf'] }] });
  });

  it('knows where a row stands in an order, and that it does not match', () => {
    const scope = { ...all, sort: [{ column: 'price', descending: true }] };
    expect(table.locate(scope, 4)).toBe(2);
    expect(table.locate({ ...scope, filter: "side = 'SELL'" }, 4)).toBeNull();
  });
});

function order(cells: Record<string, RowCell>): RowCell[] {
  return blank.map((_, place) => cells[orders[place]!.key] ?? null);
}
