import { describe, expect, it } from 'vitest';
import { readFilter } from './bind-filter.ts';
import type { BoundFilter } from './bound-filter.ts';
import { equalsExpression, quoteName, quoteText } from './format-filter.ts';
import { type NameScope, requireName, resolveName } from './resolve-names.ts';

const scope: NameScope = {
  rows: 'backtests',
  parameters: new Set([
    'ema_fast',
    'Size',
    'sharpe_ratio',
    'odd "name"',
    'in',
    'risk.stop',
    'a',
    'A',
  ]),
};
const runs: NameScope = { ...scope, rows: 'runs' };

const nameOf = (typed: string, within = scope) => {
  const found = resolveName(typed, within);
  if (!found) return null;
  return found.kind === 'column' ? found.column.key : `params.${found.name}`;
};

describe('a name', () => {
  it.each([
    ['sharpe_ratio', 'sharpe_ratio'],
    ['SHARPE', 'sharpe_ratio'],
    ['summary_sharpe_ratio', 'sharpe_ratio'],
    ['trades', 'number_of_trades'],
    ['drawdown', 'max_drawdown'],
    ['id', 'bundle_id'],
    ['bundle_path', 'bundle_path'],
    ['bundle_size', 'file_size'],
    ['ema_fast', 'params.ema_fast'],
    ['EMA_FAST', 'params.ema_fast'],
    ['size', 'params.Size'],
    ['params.sharpe_ratio', 'params.sharpe_ratio'],
    ['params.risk.stop', 'params.risk.stop'],
    ['params.odd "name"', 'params.odd "name"'],
    ['a', 'params.a'],
    ['A', 'params.A'],
    ['nothing', null],
    ['params.nothing', null],
    ['constructor', null],
    ['summary_handle', null],
  ])('%s is %s', (typed, expected) => {
    expect(nameOf(typed)).toBe(expected);
  });

  it('of a table of runs is the run’s own first', () => {
    expect(resolveName('symbols', runs)).toMatchObject({
      column: { meaning: 'Symbols of the run, joined by blanks' },
    });
    expect(nameOf('tag', runs)).toBe('tag');
    expect(nameOf('consistency_score', runs)).toBeNull();
  });

  it.each([
    ['shrpe_ratio', 'sharpe_ratio'],
    ['ema_fats', 'ema_fast'],
    ['worst_draw', 'worst_drawdown'],
  ])('%s that is unknown comes with %s', (typed, near) => {
    expect(() => requireName(typed, scope)).toThrow(
      expect.objectContaining({ code: 'unknown-column', message: expect.stringContaining(near) }),
    );
  });

  it('that is like no other comes without suggestions', () => {
    expect(() => requireName('zzzzzzzz', scope)).toThrow(/no column or parameter "zzzzzzzz"$/);
  });

  it('in quotes comes back as it is', () => {
    for (const name of scope.parameters) {
      const filter = equalsExpression(quoteName({ key: name, isParameter: true }), 5);
      expect(readFilter(filter, scope)).toEqual({
        kind: 'compare',
        operator: '=',
        name: { kind: 'parameter', name },
        value: 5,
      });
    }
    expect(readFilter(equalsExpression('tag', quoteText('"').slice(1, -1)), scope)).toMatchObject({
      value: '""',
    });
  });
});

/** Compares as text, AND and OR with parentheses: enough to see what is bound. */
function shown(filter: BoundFilter | null): string {
  if (!filter) return '';
  switch (filter.kind) {
    case 'and':
    case 'or':
      return `(${filter.terms.map(shown).join(` ${filter.kind} `)})`;
    case 'not':
      return `not ${shown(filter.term)}`;
    case 'constant':
      return `${filter.left} ${filter.operator} ${filter.right}`;
    case 'is-null':
      return 'null';
    case 'like':
      return `like ${filter.pattern}`;
    case 'in':
      return `in ${JSON.stringify(filter.values)}`;
    case 'compare-names':
      return `${filter.operator} name`;
    case 'compare':
      return `${filter.operator} ${JSON.stringify(filter.value)}`;
  }
}

describe('a value takes the type of what it is compared with', () => {
  it.each([
    ['sharpe > "1.5"', '> 1.5'],
    ['max_drawdown < 10%', '< 0.1'],
    ['max_drawdown < 1.1%', '< 0.011'],
    ['number_of_trades = true', '= 1'],
    ['tag = 007', '= "007"'],
    ['tag = 10%', '= "10%"'],
    ['tag = true', '= "true"'],
    ['ema_fast = 5', '= 5'],
    ["ema_fast = '5'", '(= "5" or = 5)'],
    ["ema_fast != 'true'", '(!= "true" and != 1)'],
    ["ema_fast in (1, '2', 'x')", 'in [1,"2",2,"x"]'],
    ['sharpe = null', 'null'],
    ['sharpe != null', 'not null'],
    ['ema_fast is not true', '(not = 1 or null)'],
    ["tag ~ '50%_\\'", 'like %50\\%\\_\\\\%'],
    ['sharpe between 1 and 2', '(>= 1 and <= 2)'],
    ['2 >= sharpe', '<= 2'],
    ['1 = 0', '1 = 0'],
    ['max_drawdown < worst_drawdown', '< name'],
  ])('%s', (text, expected) => {
    expect(shown(readFilter(text, scope))).toBe(expected);
  });

  it('a percentage stays one beside a column that stores percents', () => {
    expect(shown(readFilter('percentage_positive_trades > 12.5%', runs))).toBe('> 12.5');
  });
});

describe('a date is its whole length', () => {
  const day = 86_400_000;
  const first = Date.UTC(2021, 9, 1);
  it.each([
    ["start = '2021-10-01'", `(>= ${first} and < ${first + day})`],
    ['start = 2021-10-01', `(>= ${first} and < ${first + day})`],
    ["start != '2021-10-01'", `not (>= ${first} and < ${first + day})`],
    ["start < '2021-10-01'", `< ${first}`],
    ["start <= '2021-10-01'", `< ${first + day}`],
    ["start > '2021-10-01'", `>= ${first + day}`],
    ["start >= '2021-10-01'", `>= ${first}`],
    ["start = '2021-10'", `(>= ${first} and < ${Date.UTC(2021, 10, 1)})`],
    ['start > 2021', `>= ${Date.UTC(2022, 0, 1)}`],
    ["start between '2021-10-01' and '2021-10-02'", `(>= ${first} and < ${first + 2 * day})`],
    ["start in ('2021-10-01')", `(>= ${first} and < ${first + day})`],
    ["start > '2021-10-01T00:00:01Z'", `> ${first + 1000}`],
    ["start > '2021-10-01 02:00+02:00'", `> ${first}`],
    ["start > '2021-10-01 00:00:00.5'", `> ${first + 500}`],
    [`start > ${first}`, `> ${first}`],
  ])('%s', (text, expected) => {
    expect(shown(readFilter(text, scope))).toBe(expected);
  });
});

describe('a mistake of types', () => {
  it.each([
    ['sharpe > "high"', 'holds numbers', 9],
    ['sharpe like "1%"', 'needs a text column', 0],
    ['start > "soon"', 'is no date', 8],
    ['start > "2021-02-30"', 'is no date', 8],
    ['start > "2021-13"', 'is no date', 8],
    ['start = true', 'a date is needed', 8],
    ['sharpe > null', 'NULL has no order', 9],
    ['tag = sweep_a', 'a text goes in quotes: "sweep_a"', 6],
    ['tag = sharpe', 'cannot be compared', 6],
  ])('%s', (text, message, offset) => {
    expect(() => readFilter(text, scope)).toThrow(
      expect.objectContaining({
        code: 'bad-filter',
        offset,
        message: expect.stringContaining(message),
      }),
    );
  });

  it('an unknown name has its place', () => {
    expect(() => readFilter('tag = "a" and shrpe > 1', scope)).toThrow(
      expect.objectContaining({
        code: 'unknown-column',
        offset: 14,
        message: expect.stringMatching(/character 15.*sharpe/),
      }),
    );
  });
});
