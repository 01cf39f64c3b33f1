import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Exact, exactInteger } from '../messagepack/exact-value.ts';
import { pythonFloat, pythonJson, pythonText } from './python-text.ts';

/** What Python 3.11 prints for each. */
describe('a float in Python', () => {
  it.each([
    [0, '0.0'],
    [-0, '-0.0'],
    [1, '1.0'],
    [0.1, '0.1'],
    [0.0001, '0.0001'],
    [0.00001, '1e-05'],
    [1.5e-7, '1.5e-07'],
    [123456.789, '123456.789'],
    [9999999999999998, '9999999999999998.0'],
    [1e16, '1e+16'],
    [1.2345e22, '1.2345e+22'],
    [5e-324, '5e-324'],
    [1.7976931348623157e308, '1.7976931348623157e+308'],
    [-1e100, '-1e+100'],
    [Number.POSITIVE_INFINITY, 'inf'],
    [Number.NEGATIVE_INFINITY, '-inf'],
    [Number.NaN, 'nan'],
  ])('%d is %s', (value, text) => {
    expect(pythonFloat(value)).toBe(text);
  });

  it('reads back as the same number, whatever it is', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true }), (value) => {
        const text = pythonFloat(value).replace('inf', 'Infinity');
        expect(Number(text)).toBe(value);
        expect(text).toMatch(/^-?(\d+\.\d+|\d(\.\d+)?e[+-]\d{2,3}|Infinity)$/);
      }),
    );
  });
});

describe('JSON as Python writes it', () => {
  const nested = new Map<string, Exact>([
    ['a', exactInteger(1)],
    ['b', [null, true, 2.5, new Map()]],
  ]);
  it.each(
    cases([
      [nested, '{"a": 1, "b": [null, true, 2.5, {}]}'],
      [exactInteger(18446744073709551615n), '18446744073709551615'],
      [3, '3.0'],
      [
        [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
        '[NaN, Infinity, -Infinity]',
      ],
      ['é🚀"\\/\n\u007f\u2028', '"\\u00e9\\ud83d\\ude80\\"\\\\/\\n\\u007f\\u2028"'],
      [Buffer.from([0, 255, 39, 65]), '"b\\"\\\\x00\\\\xff\'A\\""'],
      [{ kind: 'unusual', token: 0xca, value: 0x3f800000n, keyTokens: null }, '1.0'],
      [{ kind: 'unusual', token: 0xcd, value: 5, keyTokens: null }, '5'],
    ]),
  )('%s', (text, value) => {
    expect(pythonJson(value)).toBe(text);
  });
});

describe('text as Python writes it', () => {
  it.each(
    cases([
      ['as it is', 'as it is'],
      [[exactInteger(1), exactInteger(2)], '[1, 2]'],
      [
        ['a', "it's", 'say "it\'s"', 'tab\t\u00a0é'],
        `['a', "it's", 'say "it\\'s"', 'tab\\t\\xa0é']`,
      ],
      [new Map<string, Exact>([['k', [null, false, 1e-5]]]), "{'k': [None, False, 1e-05]}"],
      [Buffer.from('\n\\"\'', 'latin1'), "b'\\n\\\\\"\\''"],
    ]),
  )('%s', (text, value) => {
    expect(pythonText(value)).toBe(text);
  });
});

/** Named by their text: a bigint has none of its own here. */
function cases(pairs: [Exact, string][]): [string, Exact][] {
  return pairs.map(([value, text]) => [text, value]);
}
