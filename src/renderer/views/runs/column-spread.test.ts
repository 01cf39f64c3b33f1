import { expect, it } from 'vitest';
import type { ColumnFacts, Histogram } from '#contract/operations.ts';
import { columnsOf } from '#contract/row-columns.ts';
import { columnSpread } from './column-spread.ts';

const facts = (key: string): ColumnFacts => ({
  ...columnsOf('backtests').find((column) => column.key === key)!,
  filled: 3,
  distinct: null,
});
const numbers: Histogram = {
  kind: 'numbers',
  min: 0,
  max: 2,
  counts: [3, 1],
  labels: [],
  empty: 1,
  other: 0,
};

it('says what a bucket of numbers holds, and what none does', () => {
  const spread = columnSpread(facts('sharpe_ratio'), numbers);
  expect(spread.bucketText(0)).toBe('0.000 to 1.000: 3 rows');
  expect(spread.bucketText(1)).toBe('1.000 to 2.000: 1 row');
  expect(spread.summary).toBe('Sharpe: from 0.000 to 2.000; 1 without a value');
});

it('says the commonest text, and that there are others', () => {
  const spread = columnSpread(facts('tag'), {
    ...numbers,
    kind: 'texts',
    labels: ['a', 'b'],
    other: 5,
    empty: 0,
  });
  expect(spread.bucketText(1)).toBe('b: 1 row');
  expect(spread.summary).toBe('Tag: most often a; 5 of other values');
});

it('draws nothing of a column without values', () => {
  const spread = columnSpread(facts('cagr'), { ...numbers, min: null, max: null, counts: [0, 0] });
  expect(spread.counts).toEqual([]);
});
