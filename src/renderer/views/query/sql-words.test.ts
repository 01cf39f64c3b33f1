import { expect, it } from 'vitest';
import { placeIn, quotedName, toggleComment } from './sql-words.ts';

it.each([
  ['sharpe_ratio', 'sharpe_ratio'],
  ['window', '"window"'],
  ['end', '"end"'],
  ['Odd "name"', '"Odd ""name"""'],
])('writes the name %s as %s', (name, written) => {
  expect(quotedName(name)).toBe(written);
});

it('counts lines and columns from 1', () => {
  expect(placeIn('SELECT 1,\n  nosuch', 12)).toEqual({ line: 2, column: 3 });
  expect(placeIn('x', 0)).toEqual({ line: 1, column: 1 });
});

it('takes the lines of a selection out of the query, and back in', () => {
  const text = 'SELECT 1\nFROM a\nWHERE b';

  const out = toggleComment(text, 10, 20);
  const whole = text.slice(0, out.from) + out.lines + text.slice(out.to);
  const back = toggleComment(whole, 10, 26);

  expect(whole).toBe('SELECT 1\n-- FROM a\n-- WHERE b');
  expect(whole.slice(0, back.from) + back.lines + whole.slice(back.to)).toBe(text);
});
