import { describe, expect, it } from 'vitest';
import { readFilter } from '#contract/filter/bind-filter.ts';
import { expectAt } from '#contract/filter/expect-at.ts';
import type { ColumnFacts } from '#contract/operations.ts';
import { columnsOf } from '#contract/row-columns.ts';
import { completions } from './completions.ts';

const scope = {
  rows: 'backtests',
  parameters: new Set(['ema_fast', 'sharpe', 'odd name']),
} as const;
const facts: ColumnFacts[] = [
  ...columnsOf('backtests').map((column) => ({ ...column, filled: 1, distinct: null })),
  ...[...scope.parameters].map(
    (name): ColumnFacts => ({
      key: `params.${name}`,
      kind: 'integer',
      unit: 'none',
      group: 'parameters',
      label: name,
      meaning: '',
      nullRule: '',
      source: '',
      filled: 1,
      distinct: 2,
    }),
  ),
];

/** `|` stands for the caret. */
function offered(typed: string, values: string[] = []) {
  const caret = typed.indexOf('|');
  const text = typed.replace('|', '');
  return completions(expectAt(text, caret), facts, scope, values).offered;
}
const labels = (typed: string, values?: string[]) => offered(typed, values).map((one) => one.label);
const inserts = (typed: string, values?: string[]) =>
  offered(typed, values).map((one) => one.insert);

describe('what is offered while a filter is typed', () => {
  it('are names that begin with what was typed, short ones and parameters too', () => {
    expect(labels('sha|')[0]).toBe('sharpe');
    expect(labels('ema|')).toContain('ema_fast');
    expect(labels('tag = "a" and worst|')).toContain('worst_drawdown');
  });

  it('are names found by their label as well', () => {
    expect(labels('volatility|')).toContain('annual_volatility');
  });

  it('spells a parameter out where a column has its name, or its name is odd', () => {
    expect(inserts('sharpe|')).toContain('params.sharpe ');
    expect(inserts('odd|')).toEqual([expect.stringContaining('odd name')]);
    expect(inserts('ema_f|')).toEqual(['ema_fast ']);
  });

  it('are operators that fit the column', () => {
    expect(labels('tag |')).toContain('LIKE');
    expect(labels('tag |')).not.toContain('BETWEEN');
    expect(labels('sharpe |')).toContain('BETWEEN');
    expect(labels('sharpe b|')).toEqual(['BETWEEN']);
  });

  it('are values, quoted where they are texts', () => {
    expect(inserts('tag = |', ['sweep_a', 'say "x"'])).toEqual(['"sweep_a" ', '"say ""x""" ']);
    expect(inserts('tag = "sw|', ['sweep_a', 'other'])).toEqual(['"sweep_a" ']);
    expect(inserts('ema_fast = |', ['5', '12'])).toEqual(['5 ', '12 ']);
  });

  it('are not silently cut short', () => {
    const many = Array.from({ length: 500 }, (_, value) => `v${value}`);
    const { offered: some, more } = completions(expectAt('tag = ', 6), facts, scope, many);
    expect(some.length + more).toBe(500);
    expect(more).toBeGreaterThan(0);
  });

  it('are AND and OR after a condition', () => {
    expect(labels('sharpe > 1 |')).toEqual(['AND', 'OR']);
  });

  it('makes, put in one after the other, a filter that can be read', () => {
    let text = '';
    for (const wanted of ['tag', 'LIKE', 'sweep_%', 'AND', 'ema_fast', '>=']) {
      const found = offered(`${text}|`, ['sweep_%']).find((one) => one.label === wanted);
      text += found!.insert;
    }
    expect(() => readFilter(`${text} 5`, scope)).not.toThrow();
  });
});
