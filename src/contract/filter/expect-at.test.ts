import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classifyTokens, expectAt } from './expect-at.ts';

/** The caret is at the bar. */
const at = (text: string) => expectAt(text.replace('|', ''), text.indexOf('|'));

describe('at the caret', () => {
  it.each([
    ['|', 'name', ''],
    ['sha|', 'name', 'sha'],
    ['sha|rpe > 1', 'name', 'sha'],
    ['sharpe |', 'operator', ''],
    ['tag li|', 'operator', 'li'],
    ['tag not |', 'operator', ''],
    ['sharpe > |', 'value', ''],
    ['sharpe >|', 'value', ''],
    ['tag = "swe|', 'value', '"swe'],
    ['tag like |', 'value', ''],
    ['tag is |', 'value', ''],
    ['tag in (|', 'value', ''],
    ['tag in ("a", |', 'value', ''],
    ['tag in ("a", "b"|', 'value', '"b"'],
    ['tag in ("a") |', 'joiner', ''],
    ['x between 1 |', 'joiner', ''],
    ['x between 1 and |', 'value', ''],
    ['x between 1 and 2 |', 'joiner', ''],
    ['a = 1 |', 'joiner', ''],
    ['a = 1 an|', 'joiner', 'an'],
    ['a = 1 and |', 'name', ''],
    ['a = 1 or (|', 'name', ''],
    ['not |', 'name', ''],
    ['a is null |', 'joiner', ''],
    ['a = -|', 'value', ''],
  ])('%s a %s', (text, kind, typed) => {
    expect(at(text)).toMatchObject({ kind, typed });
  });

  it('a value knows its column', () => {
    expect(at('a = 1 and tag in ("x", |')).toMatchObject({ kind: 'value', name: 'tag' });
    expect(at('params."odd one" = |')).toMatchObject({ kind: 'value', name: 'params."odd one"' });
  });

  it('what is replaced is the whole word', () => {
    expect(at('a = 1 and sha|rpe > 1')).toMatchObject({ from: 10, to: 16 });
  });
});

it('pieces cover all but the blanks, in order, for any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.nat(), (text, caret) => {
      let between = '';
      let end = 0;
      for (const { from, to } of classifyTokens(text)) {
        between += text.slice(end, from) + (to > from ? '' : 'an empty piece');
        end = to;
      }
      expect((between + text.slice(end)).trim()).toBe('');
      expectAt(text, caret % (text.length + 1));
    }),
  );
});

it('pieces have their class', () => {
  const text = `sharpe >= -1.5 AND tag IN ("a", null) OR "open`;
  expect(
    classifyTokens(text).map((piece) => `${piece.class} ${text.slice(piece.from, piece.to)}`),
  ).toEqual([
    'name sharpe',
    'operator >=',
    'operator -',
    'number 1.5',
    'keyword AND',
    'name tag',
    'keyword IN',
    'bracket (',
    'text "a"',
    'bracket ,',
    'constant null',
    'bracket )',
    'keyword OR',
    'error "open',
  ]);
});
