import { describe, expect, it } from 'vitest';
import { resultSource, resultTable, sayCell } from './result-table.ts';

const result = {
  columns: [
    { name: 'tag', type: 'VARCHAR' },
    { name: 'n', type: '' },
  ],
  rows: [
    ['b', 1],
    ['a', null],
    [null, 3],
    ['a', 2],
  ],
  isCut: false,
  took: 1,
};

describe('a result as a table', () => {
  it('puts numbers to the right', () => {
    expect(resultTable(result).columns.map(({ align }) => align)).toEqual(['start', 'end']);
  });

  it.each([
    ['as it came', [], [0, 1, 2, 3]],
    ['with NULL last', [{ column: 'n', descending: true }], [2, 3, 0, 1]],
    ['with NULL last the other way too', [{ column: 'n', descending: false }], [0, 3, 2, 1]],
    [
      'by several keys',
      [
        { column: 'tag', descending: false },
        { column: 'n', descending: true },
      ],
      [3, 1, 0, 2],
    ],
  ])('stands %s', async (_how, sort, order) => {
    const source = resultSource(resultTable(result), sort, 'test');

    const { rows, total } = await source.load(0, 10);

    expect(rows.map(({ no }) => no)).toEqual(order);
    expect(total).toBe(4);
    expect(await source.locate(order[3]!)).toBe(3);
    expect(await source.numbers(1, 2)).toEqual(order.slice(1, 3));
  });

  it('says a value as the database gave it', () => {
    expect([null, 12345678, 0.1 + 0.2, 1 / 3, true, 'x'].map(sayCell)).toEqual([
      'NULL',
      '12345678',
      '0.3',
      '0.3333333333',
      'true',
      'x',
    ]);
  });
});
