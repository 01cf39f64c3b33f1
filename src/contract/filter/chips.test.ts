import { describe, expect, it } from 'vitest';
import { joinChips, splitChips } from './chips.ts';
import { formatFilter } from './format-filter.ts';
import { parseFilter } from './parse-filter.ts';

describe('chips', () => {
  it.each([
    ['sharpe > 1.5 and  tag like "a and b%"', ['sharpe > 1.5', 'tag like "a and b%"']],
    ['a = 1 or b = 2', ['a = 1 or b = 2']],
    ['(a = 1 or b = 2) and c = 3', ['(a = 1 or b = 2)', 'c = 3']],
    ['(a = 1 and b = 2) and (c = 3)', ['a = 1', 'b = 2', '(c = 3)']],
    ['x between 1 and 2 and y = 3', ['x between 1 and 2', 'y = 3']],
    ['not (a = 1 and b = 2)', ['not (a = 1 and b = 2)']],
    ['  ', []],
  ])('of %s are its terms as written', (text, chips) => {
    expect(splitChips(text)).toEqual(chips);
    expect(formatFilter(parseFilter(joinChips(splitChips(text))))).toBe(
      formatFilter(parseFilter(joinChips(chips))),
    );
  });

  it.each([
    [['a = 1', 'b = 2 or c = 3'], 'a = 1 AND (b = 2 or c = 3)'],
    [['a = 1', '(b = 2 or c = 3)'], 'a = 1 AND (b = 2 or c = 3)'],
    [['a = 1', '(b = 2) or (c = 3)'], 'a = 1 AND ((b = 2) or (c = 3))'],
    [['b = 2 or c = 3'], 'b = 2 or c = 3'],
    [['', ' a = 1 ', '  '], 'a = 1'],
    [[], ''],
  ])('%j join to %s', (chips, text) => {
    expect(joinChips(chips)).toBe(text);
    if (text !== '') expect(parseFilter(text)).not.toBeNull();
  });

  it('of a mistake are refused', () => {
    expect(() => splitChips('a =')).toThrow(expect.objectContaining({ code: 'bad-filter' }));
    expect(() => joinChips(['a =', 'b = 1'])).toThrow(
      expect.objectContaining({ code: 'bad-filter' }),
    );
  });
});
