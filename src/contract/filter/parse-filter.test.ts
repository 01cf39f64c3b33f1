import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { caretLines } from './filter-error.ts';
import { formatFilter } from './format-filter.ts';
import { filterLimits, parseFilter } from './parse-filter.ts';

const reading = (text: string) => formatFilter(parseFilter(text));

describe('a filter', () => {
  it.each([
    ['tag LIKE "sweep_%"', 'tag LIKE "sweep_%"'],
    ["tag like 'it''s'", `tag LIKE "it's"`],
    ['tag = "say ""hi"""', 'tag = "say ""hi"""'],
    ['sharpe == 1.5', 'sharpe = 1.5'],
    ['sharpe <> -1e-3', 'sharpe != -1e-3'],
    ['sharpe>=+.5', 'sharpe >= .5'],
    ['cagr > 10%', 'cagr > 10%'],
    ['profit_factor = -Infinity', 'profit_factor = -inf'],
    ['1.5 < sharpe', '1.5 < sharpe'],
    ['a = 1 or b = 2 and c = 3', 'a = 1 OR b = 2 AND c = 3'],
    ['(a = 1 or b = 2) and c = 3', '(a = 1 OR b = 2) AND c = 3'],
    ['a = 1 && b = 2 || c = 3', 'a = 1 AND b = 2 OR c = 3'],
    ['not a = 1 and b = 2', 'NOT a = 1 AND b = 2'],
    ['not (a = 1 and b = 2)', 'NOT (a = 1 AND b = 2)'],
    ['x between 1 and 2 and y = 3', 'x BETWEEN 1 AND 2 AND y = 3'],
    ['x not between -1 and inf', 'x NOT BETWEEN -1 AND inf'],
    ["x in (1, 'b', true)", 'x IN (1, "b", true)'],
    ['x not in (1)', 'x NOT IN (1)'],
    ['x is null or x is not null', 'x IS NULL OR x IS NOT NULL'],
    ['x is true or x is not false', 'x IS TRUE OR x IS NOT FALSE'],
    ["x like '10!%' escape '!'", 'x LIKE "10!%" ESCAPE "!"'],
    ["x ~ 'btc'", 'x ~ "btc"'],
    ["x not contains 'btc'", 'x !~ "btc"'],
    ['params.ema_fast > 5', 'params.ema_fast > 5'],
    ['params."odd name" > 5', 'params."odd name" > 5'],
    ['parameters.in = 5', 'params.in = 5'],
    ['`odd name` > 5', '`odd name` > 5'],
    ['[odd name] > 5', '`odd name` > 5'],
    ['"odd name" > 5', '`odd name` > 5'],
    ["json_extract(parameters_json, '$.ema_fast') = 5", 'params.ema_fast = 5'],
    ['start >= 2021-10-01', 'start >= "2021-10-01"'],
    ['start >= 2021-10-01T12:30Z', 'start >= "2021-10-01T12:30Z"'],
    ["1=0 OR tag='sweep_b'", '1 = 0 OR tag = "sweep_b"'],
    ['größe > 5 and 東京 = 1', 'größe > 5 AND 東京 = 1'],
  ])('%s', (text, expected) => {
    expect(reading(text)).toBe(expected);
    expect(reading(expected)).toBe(expected);
  });

  it.each(['', '   ', '\n\t'])('is none when blank: %j', (text) => {
    expect(parseFilter(text)).toBeNull();
  });
});

describe('a mistake', () => {
  it.each([
    ['sharpe', 'an operator is missing', 6],
    ['sharpe >', 'a value after > is missing', 8],
    ['sharpe > > 1', 'a value after > is missing before ">"', 9],
    ['sharpe > 1 tag = 2', '"tag" is not expected here', 11],
    ['(sharpe > 1', 'closing parenthesis', 11],
    ['sharpe > 1)', '")" is not expected here', 10],
    ['and sharpe > 1', 'a column name is missing before "and"', 0],
    ['sharpe > 1 and', 'a column name is missing', 14],
    ['tag = "sweep', 'never closed', 6],
    ['tag like sweep', 'a text goes in quotes', 9],
    ['tag in 5', 'IN needs a list', 7],
    ['tag in ()', 'a value of the list is missing', 8],
    ['tag in (1', 'comma or a closing parenthesis', 9],
    ['tag in (null)', 'use IS NULL', 8],
    ['x between 1', 'BETWEEN needs AND', 11],
    ['x is 5', 'IS is followed by', 5],
    ['x not 5', 'NOT here needs', 2],
    ['5 like "a"', 'a column name is needed on the left', 0],
    ['x = 5abc', 'neither a number nor a name', 4],
    ['x = -', 'a number is missing after the sign', 5],
    ['x = 1; drop table runs', '";" means nothing here', 5],
    ['x = 1 -- y', 'is not expected here', 6],
    ['tag = “sweep”', 'use straight quotes', 6],
    ['lower(tag) = "a"', 'there is no function lower', 0],
    ['json_extract(tag, "$.a") = 1', 'reads parameters_json only', 13],
    ['params. = 1', 'the name of a parameter is missing', 7],
    ["x like 'a' escape 'ab'", 'ESCAPE is one character', 18],
  ])('%s', (text, message, offset) => {
    expect(() => parseFilter(text)).toThrow(
      expect.objectContaining({
        code: 'bad-filter',
        offset,
        message: expect.stringContaining(message),
      }),
    );
  });

  it('is pointed at', () => {
    expect(caretLines('sharpe > 1\tand', 14)).toBe('sharpe > 1 and\n              ^');
    const long = `${'a = 1 and '.repeat(40)}b`;
    const [line, caret] = caretLines(long, 200).split('\n') as [string, string];
    expect(line).toHaveLength(122);
    expect([...line][caret.length - 1]).toBe(long[200]);
  });
});

describe('the limits', () => {
  it.each([
    ['length', `tag = "${'a'.repeat(filterLimits.length)}"`],
    [
      'tests',
      Array(filterLimits.terms + 1)
        .fill('a=1')
        .join(' or '),
    ],
    ['nesting by parentheses', `${'('.repeat(33)}a=1${')'.repeat(33)}`],
    ['nesting by NOT', `${'not '.repeat(33)}a=1`],
    [
      'values',
      `a in (${Array(filterLimits.values + 1)
        .fill('1')
        .join(',')})`,
    ],
  ])('%s', (_, text) => {
    expect(() => parseFilter(text)).toThrow(expect.objectContaining({ code: 'bad-filter' }));
  });

  it('leave what is just within them', () => {
    expect(() => parseFilter(Array(filterLimits.terms).fill('a=1').join(' or '))).not.toThrow();
    expect(() => parseFilter(`${'('.repeat(32)}a=1${')'.repeat(32)}`)).not.toThrow();
    expect(() =>
      parseFilter(`a in (${Array(filterLimits.values).fill('1').join(',')})`),
    ).not.toThrow();
  });
});

it('any text at all either parses or fails with a place within it', () => {
  const pieces = fc.constantFrom(
    'a',
    '=',
    '(',
    ')',
    ',',
    'and',
    'or',
    'not',
    'in',
    'between',
    'like',
    'is',
    'null',
    '1',
    '-',
    "'x'",
    '"',
    "'",
    '`',
    '[',
    ']',
    'params.',
    '%',
    '1e',
    '~',
    '\\',
    ';',
    '--',
    '/*',
    '\0',
    '😀',
    ' ',
  );
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(pieces).map((parts) => parts.join(' ')),
    fc.array(pieces).map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(text, (filter) => {
      try {
        const written = reading(filter);
        expect(reading(written)).toBe(written);
      } catch (error) {
        expect(error).toMatchObject({ code: 'bad-filter' });
        const { offset } = error as { offset: number };
        expect(offset).toBeGreaterThanOrEqual(0);
        expect(offset).toBeLessThanOrEqual(filter.length);
      }
    }),
    { numRuns: 2000 },
  );
});
