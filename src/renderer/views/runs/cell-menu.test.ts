import { describe, expect, it } from 'vitest';
import type { CellValue } from '#contract/column.ts';
import { readFilter } from '#contract/filter/bind-filter.ts';
import type { ColumnFacts } from '#contract/operations.ts';
import { columnsOf } from '#contract/row-columns.ts';
import { cellFilters } from './cell-menu.ts';

const odd = 'my "odd" name';
const parameter: ColumnFacts = {
  key: `params.${odd}`,
  kind: 'integer',
  unit: 'none',
  group: 'parameters',
  label: odd,
  meaning: '',
  nullRule: '',
  source: '',
  filled: 1,
  distinct: 2,
};
const facts: ColumnFacts[] = [
  ...columnsOf('backtests').map((column) => ({ ...column, filled: 1, distinct: null })),
  parameter,
];
const of = (key: string) => facts.find((one) => one.key === key)!;
const expressions = (key: string, value: CellValue) =>
  cellFilters(of(key), value).map(({ expression }) => expression);

describe('the filters that a cell suggests', () => {
  it('are by value for texts and parameters, by order for figures', () => {
    expect(expressions('tag', 'a "b"')).toEqual(['tag = "a ""b"""', 'NOT tag = "a ""b"""']);
    expect(expressions('sharpe_ratio', 1.25)).toEqual([
      'sharpe_ratio >= 1.25',
      'sharpe_ratio <= 1.25',
    ]);
    expect(expressions('start', 0)[0]).toBe('start >= "1970-01-01T00:00:00.000Z"');
    expect(expressions('cagr', null)).toEqual(['cagr IS NULL', 'cagr IS NOT NULL']);
  });

  it('are none for a time that is no date', () => {
    expect(expressions('created_at', 1e21)).toEqual([]);
  });

  it('can all be read, for every column and every kind of value', () => {
    const scope = { rows: 'backtests', parameters: new Set([odd]) } as const;
    for (const one of facts) {
      const isNumber = one.kind !== 'text';
      const values: CellValue[] = isNumber ? [0, -1.5e-9, 1e21, null] : ['x', "it's", '', null];
      if (one.kind === 'real') values.push('inf', '-inf');
      for (const value of values) {
        for (const { expression } of cellFilters(one, value)) {
          expect(() => readFilter(expression, scope), expression).not.toThrow();
        }
      }
    }
  });
});
