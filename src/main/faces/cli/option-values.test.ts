import { describe, expect, it } from 'vitest';
import { findCommand } from './command-table.ts';
import {
  choiceOption,
  limitOption,
  sortOption,
  splitList,
  weightsOption,
  wholeOption,
} from './option-values.ts';
import { parseArguments } from './parse-arguments.ts';

describe('sort keys', () => {
  it('are descending unless they, or --asc, say otherwise', () => {
    expect(sortOption(rankOrList('list', '--sort', 'sharpe', '--sort', 'tag:asc'))).toEqual([
      { column: 'sharpe', descending: true },
      { column: 'tag', descending: false },
    ]);
    expect(sortOption(rankOrList('list', '--sort', 'sharpe,tag:desc', '--asc'))).toEqual([
      { column: 'sharpe', descending: false },
      { column: 'tag', descending: true },
    ]);
  });

  it('may hold colons themselves', () => {
    expect(sortOption(rankOrList('list', '--sort', 'params.a:b:ASC'))).toEqual([
      { column: 'params.a:b', descending: false },
    ]);
  });
});

describe('limits', () => {
  it('give none for 0 and all for a negative number, as in the reference', () => {
    expect(limitOption(rankOrList('list', '-n', '0'), 10)).toBe(0);
    expect(limitOption(rankOrList('list', '-n', '-1'), 10)).toBeNull();
    expect(limitOption(rankOrList('list'), 10)).toBe(10);
  });

  it.each(['1.5', 'ten', '', '1e3', '99999999999999999999'])('are not %j', (text) => {
    expect(() => limitOption(rankOrList('list', '-n', text), null)).toThrow(/whole number/);
  });

  it('are not below what makes sense', () => {
    expect(() => wholeOption(rankOrList('list', '--offset', '-1'), 'offset', 0)).toThrow(/from 0/);
  });
});

describe('weights', () => {
  it('are names with numbers', () => {
    expect(weightsOption(rankOrList('rank', '--weights', 'sharpe=2, drawdown=-1.5'))).toEqual({
      sharpe: 2,
      drawdown: -1.5,
    });
  });

  it.each(['sharpe', 'sharpe=', '=1', 'sharpe=x', 'sharpe=Infinity'])('are not %j', (text) => {
    expect(() => weightsOption(rankOrList('rank', '--weights', text))).toThrow(/NAME=NUMBER/);
  });
});

describe('a choice', () => {
  it('may be spelt with a dash', () => {
    const given = rankOrList('rank', '--focus', 'risk-adjusted');
    expect(choiceOption(given, 'focus', ['balanced', 'risk_adjusted'])).toBe('risk_adjusted');
  });

  it('is one of those there are', () => {
    const given = rankOrList('rank', '--focus', 'bold');
    expect(() => choiceOption(given, 'focus', ['balanced'])).toThrow(/one of balanced/);
  });
});

describe('a list', () => {
  it('is split at commas outside of quotes, blanks trimmed', () => {
    expect(splitList(' a , params."b,c",d,,')).toEqual(['a', 'params."b,c"', 'd']);
  });
});

function rankOrList(command: string, ...options: string[]) {
  const spec = findCommand(command);
  if (spec === undefined) throw new Error(`no command ${command}`);
  return parseArguments(spec, ['archive', ...options]);
}
