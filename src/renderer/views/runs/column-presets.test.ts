import { describe, expect, it } from 'vitest';
import type { Column } from '#contract/column.ts';
import type { ColumnFacts } from '#contract/operations.ts';
import { columnsOf, type RowsKind } from '#contract/row-columns.ts';
import { columnsInPlace } from '../../ui/data-table/column-layout.ts';
import { defaultLayout, presetLayout, presetNames } from './column-presets.ts';

function factsOf(rows: RowsKind, parameters: [string, number, number][] = []): ColumnFacts[] {
  const filledOf = ({ group }: Column) => (group === 'yours' ? 0 : 10);
  const columns = columnsOf(rows).map((column) => ({
    ...column,
    filled: filledOf(column),
    distinct: null,
  }));
  const more = parameters.map(
    ([name, filled, distinct]): ColumnFacts => ({
      key: `params.${name}`,
      kind: 'integer',
      unit: 'none',
      group: 'parameters',
      label: name,
      meaning: '',
      nullRule: '',
      source: '',
      filled,
      distinct,
    }),
  );
  return [...columns, ...more];
}

describe('the columns at first', () => {
  it('are the names, the headline figures and what was varied', () => {
    const facts = factsOf('backtests', [
      ['fixed', 10, 1],
      ['rare', 2, 3],
      ['fast', 10, 8],
    ]);
    expect(columnsInPlace(defaultLayout(facts, 'backtests'))).toEqual([
      'algorithm_id',
      'tag',
      'sharpe_ratio',
      'total_net_gain_percentage',
      'worst_drawdown',
      'number_of_trades',
      'win_rate',
      'params.fast',
      'params.rare',
      'number_of_windows',
    ]);
  });

  it('show the file where no algorithm has a name', () => {
    const facts = factsOf('backtests').map((one) =>
      one.key === 'algorithm_id' ? { ...one, filled: 0 } : one,
    );
    expect(defaultLayout(facts, 'backtests').pinned).toEqual(['handle']);
  });

  it('include the star and the tags once there are any', () => {
    const facts = factsOf('backtests', []).map((one) =>
      one.group === 'yours' && one.key !== 'note' ? { ...one, filled: 1 } : one,
    );
    expect(defaultLayout(facts, 'backtests').shown.slice(0, 4)).toEqual([
      'algorithm_id',
      'starred',
      'user_tags',
      'tag',
    ]);
  });

  it('are few of many parameters', () => {
    const many = Array.from({ length: 300 }, (_, index): [string, number, number] => [
      `p${index}`,
      10,
      5,
    ]);
    expect(defaultLayout(factsOf('backtests', many), 'backtests').shown.length).toBe(14);
  });
});

describe.each(['backtests', 'runs'] as const)('every set of columns for %s', (rows) => {
  it.each(presetNames)('%s names columns that there are, each once', (name) => {
    const facts = factsOf(rows, [['fast', 10, 8]]);
    const { shown, pinned } = presetLayout(name, facts, rows);
    const keys = new Set(facts.map(({ key }) => key));
    expect(shown.filter((key) => !keys.has(key))).toEqual([]);
    expect(new Set(shown).size).toBe(shown.length);
    expect(shown).toEqual(expect.arrayContaining([...pinned]));
    expect(shown.length).toBeGreaterThan(3);
  });
});
