import { describe, expect, it } from 'vitest';
import { openCursor } from '../../messagepack/cursor.ts';
import { encodeExact } from '../../messagepack/encode-exact.ts';
import { type Exact, exactInteger } from '../../messagepack/exact-value.ts';
import { createOutput } from '../bytes/output.ts';
import { createIsoParser, isoStyles, putIso } from './iso-time.ts';
import { jsonOfMessagePack } from './json-text.ts';
import { messagePackOfJson } from './messagepack-of-json.ts';
import { shortestInteger } from './read-numbers.ts';

describe('a time as text', () => {
  const parse = (text: string) => {
    const parser = createIsoParser();
    const bytes = Buffer.from(text);
    return parser.parse(bytes, 0, bytes.length) ? { ...parser.time } : null;
  };

  it.each([
    ['2022-01-01T04:00:00+00:00', 0],
    ['2026-11-23T09:43:08.234404+00:00', 1],
    ['2022-01-01T04:00:00', 2],
    ['2024-02-29', 3],
    ['2021-10-04 16:00:00+00:00', 4],
    ['1969-12-31T23:59:59+00:00', 0],
    ['0001-01-01T00:00:00+00:00', 0],
    ['9999-12-31T23:59:59.999999+00:00', 1],
  ])('%s is read and written again', (text, style) => {
    const time = parse(text)!;
    expect(time.style).toBe(style);
    expect(time.ms).toBe(Math.floor(Date.parse(style === 2 ? `${text}Z` : text.replace(' ', 'T'))));
    const out = createOutput(64);
    putIso(out, time.ms, time.micros, time.style);
    expect(out.bytes.toString('latin1', 0, out.at)).toBe(text);
  });

  it.each([
    '2022-02-30T00:00:00+00:00',
    '2022-13-01',
    '2022-01-01T24:00:00+00:00',
    '2022-01-01T00:60:00+00:00',
    '2022-01-01T00:00:00Z',
    '2022-01-01T00:00:00+01:00',
    '2022-01-01T00:00:00.5+00:00',
    '2022-01-01T00:00:00.12345x+00:00',
    '22-01-01',
    '',
    'not a time at all, but 25 ..',
  ])('%s is left as it is', (text) => {
    expect(parse(text)).toBeNull();
  });

  it('has a length for every style', () => {
    expect(isoStyles.map(({ length }) => length)).toEqual([25, 32, 19, 10, 25]);
  });
});

describe('a value as JSON text', () => {
  const values: [string, Exact][] = [
    ['{}', new Map()],
    ['[]', []],
    ['{"order_reason":"buy_signal"}', new Map([['order_reason', 'buy_signal']])],
    ['[1,1.0,-0.0,0.1,1e+300]', [exactInteger(1), 1, -0, 0.1, 1e300]],
    ['18446744073709551615', exactInteger(2n ** 64n - 1n)],
    ['-9223372036854775808', exactInteger(-(2n ** 63n))],
    ['"é\\"\\\\😀"', 'é"\\😀'],
    ['[null,true,false,[[{"a":[]}]]]', [null, true, false, [[new Map([['a', []]])]]]],
    [`[${'0,'.repeat(20)}0]`, Array(21).fill(exactInteger(0))],
  ];

  it.each(values)('%s comes back byte for byte', (text, value) => {
    const bytes = Buffer.from(encodeExact(value));
    expect(jsonOfMessagePack(openCursor(bytes))).toBe(text);
    expect(messagePackOfJson(text)).toEqual(bytes);
  });

  it.each(['', '{', '[1', '[1 2]', '{"a"}', '{"a":1,}', 'nul', '01x', '"open', '[1]x'])(
    '%s is no such text',
    (text) => {
      expect(messagePackOfJson(text)).toBeNull();
    },
  );

  it('is refused when it nests without end', () => {
    expect(messagePackOfJson('['.repeat(10_000))).toBeNull();
  });
});

describe('an integer in its shortest form', () => {
  it.each([0, 127, 128, 255, 256, 65_535, 65_536, 2 ** 32 - 1, 2 ** 32, 2 ** 53 - 1])(
    '%d is known, and so is its negative',
    (value) => {
      for (const one of [value, -value]) {
        const bytes = encodeExact(exactInteger(one));
        expect(shortestInteger(openCursor(bytes), 0) + 0).toBe(one + 0);
      }
    },
  );

  it.each([
    'cc05',
    'cd00ff',
    'ce0000ffff',
    'cf00000000ffffffff',
    'd005',
    'd1ff85',
    'd3ffffffffffffffff',
  ])('%s is not', (hex) => {
    expect(shortestInteger(openCursor(Buffer.from(hex, 'hex')), 0)).toBeNaN();
  });

  it('is not known from 2^53 on', () => {
    expect(shortestInteger(openCursor(encodeExact(exactInteger(2n ** 53n))), 0)).toBeNaN();
  });
});
