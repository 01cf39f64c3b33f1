import { describe, expect, it } from 'vitest';
import { numbersBetween, selectedRows, toTsv } from './gather-rows.ts';
import type { RowSource, TableRow } from './row-source.ts';

const ROWS = 50_000;
const row = (no: number): TableRow => ({ no, cells: [no], at: { a: 0 } });
let asked: number[] = [];

const source: RowSource<TableRow> = {
  order: '',
  load: async (offset, limit) => {
    const count = Math.max(0, Math.min(limit, ROWS - offset));
    const rows = Array.from({ length: count }, (_, at) => row(offset + at));
    return { version: 1, total: ROWS, rows };
  },
  numbers: async (offset, limit) => {
    asked.push(offset);
    return (await source.load(offset, limit)).rows.map(({ no }) => no);
  },
  locate: async (no) => no,
};

describe('the numbers of a range of rows', () => {
  it('are taken from the rows that are here', async () => {
    asked = [];
    expect(await numbersBetween(source, row, 3, 6, () => false)).toEqual([3, 4, 5]);
    expect(asked).toEqual([]);
  });

  it('are fetched where rows are not here, however many', async () => {
    const nos = await numbersBetween(
      source,
      () => undefined,
      10,
      44_010,
      () => false,
    );
    expect(nos).toEqual(Array.from({ length: 44_000 }, (_, at) => at + 10));
  });

  it('are dropped when another selection is made meanwhile', async () => {
    asked = [];
    const nos = await numbersBetween(
      source,
      () => undefined,
      0,
      ROWS,
      () => true,
    );
    expect(nos).toBeNull();
    expect(asked).toEqual([0]);
  });
});

describe('the selected rows', () => {
  it('come in the order of the table, and no further than the last of them', async () => {
    const { rows, isMore } = await selectedRows(source, (no) => no % 1000 === 7, 3, 100);
    expect(rows.map(({ no }) => no)).toEqual([7, 1007, 2007]);
    expect(isMore).toBe(false);
  });

  it('that no longer match are left out', async () => {
    const { rows } = await selectedRows(source, (no) => no === 4 || no > ROWS, 2, 100);
    expect(rows.map(({ no }) => no)).toEqual([4]);
  });

  it('beyond the limit are said to be there', async () => {
    const { rows, isMore } = await selectedRows(source, () => true, ROWS, 1500);
    expect(rows.length).toBe(1500);
    expect(isMore).toBe(true);
  });
});

it('copies values as they are stored, one cell each', () => {
  const at = { name: 0, cagr: 1, factor: 2, note: 3 };
  const cells = ['a\tb\nc', 0.1234567, 'inf', null];
  expect(toTsv(['cagr', 'name', 'factor', 'note', 'gone'], [{ no: 1, cells, at }])).toBe(
    'cagr\tname\tfactor\tnote\tgone\n0.1234567\ta b c\tinf\t\t',
  );
});
