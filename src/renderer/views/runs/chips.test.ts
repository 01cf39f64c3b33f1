import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseFilter } from '#contract/filter/parse-filter.ts';
import { quickExpression } from '#contract/filter/quick-expression.ts';
import {
  activeFilter,
  addExpression,
  type Chip,
  chipName,
  chooseValue,
  editChip,
  isChosen,
  removeChip,
  switchAllOff,
  switchChip,
} from './chips.ts';

const texts = (chips: readonly Chip[]) => chips.map((chip) => chip.text);
const two = addExpression([], 'sharpe > 1.5 and tag like "sweep_%"');
const fast = (value: number) => ({ label: String(value), filter: `params.fast = ${value}` });

describe('chips', () => {
  it('are made of the terms of an expression', () => {
    expect(texts(two)).toEqual(['sharpe > 1.5', 'tag like "sweep_%"']);
    expect(activeFilter(two)).toBe('sharpe > 1.5 AND tag like "sweep_%"');
  });

  it('are switched off without being lost', () => {
    const [first] = two;
    const off = switchChip(two, first!.id);
    expect(texts(off)).toEqual(texts(two));
    expect(activeFilter(off)).toBe('tag like "sweep_%"');
    expect(activeFilter(switchChip(off, first!.id))).toBe(activeFilter(two));
    expect(activeFilter(switchAllOff(two))).toBe('');
  });

  it('are not doubled: the same expression again switches its chip on', () => {
    const off = switchAllOff(two);
    const again = addExpression(off, 'sharpe > 1.5');
    expect(texts(again)).toEqual(texts(two));
    expect(activeFilter(again)).toBe('sharpe > 1.5');
  });

  it('are edited in place, into more than one if need be, or away', () => {
    const [first] = two;
    expect(texts(editChip(two, first!.id, 'sharpe > 2 and trades > 10'))).toEqual([
      'sharpe > 2',
      'trades > 10',
      'tag like "sweep_%"',
    ]);
    expect(texts(editChip(two, first!.id, '  '))).toEqual(['tag like "sweep_%"']);
    expect(texts(removeChip(two, first!.id))).toEqual(['tag like "sweep_%"']);
  });

  it('keep an OR together', () => {
    const chips = addExpression(two, 'a = 1 or b = 2');
    expect(chips.length).toBe(3);
    expect(activeFilter(chips)).toContain('(a = 1 or b = 2)');
  });

  it('refuse a broken expression with its place, and stay as they were', () => {
    expect(() => addExpression(two, 'sharpe >')).toThrow(/character/);
  });
});

describe('values chosen in the navigation', () => {
  it('of one group widen, of different groups narrow', () => {
    let chips = chooseValue([], 'parameter fast', fast(5));
    chips = chooseValue(chips, 'parameter fast', fast(12));
    chips = chooseValue(chips, 'tag', { label: 'a', filter: 'tag = "a"' });
    expect(activeFilter(chips)).toBe('(params.fast = 5 OR params.fast = 12) AND tag = "a"');
  });

  it('are taken out again one by one, the chip with the last', () => {
    let chips = chooseValue([], 'g', fast(5));
    chips = chooseValue(chips, 'g', fast(12));
    chips = chooseValue(chips, 'g', fast(5));
    expect(activeFilter(chips)).toBe('params.fast = 12');
    expect(isChosen(chips, 'g', fast(5).filter)).toBe(false);
    expect(isChosen(chips, 'g', fast(12).filter)).toBe(true);
    expect(chooseValue(chips, 'g', fast(12))).toEqual([]);
  });

  it('give their chip a name that can be read', () => {
    let chips = chooseValue([], 'parameter fast', fast(5));
    chips = chooseValue(chips, 'parameter fast', fast(12));
    expect(chipName(chips[0]!)).toBe('fast: 5, 12');
    expect(chipName(editChip(chips, 1, 'a = 1')[0]!)).toBe('a = 1');
  });

  it('begin anew on a chip that is switched off', () => {
    const chips = switchAllOff(chooseValue([], 'g', fast(5)));
    expect(isChosen(chips, 'g', fast(5).filter)).toBe(false);
    expect(activeFilter(chooseValue(chips, 'g', fast(12)))).toBe('params.fast = 12');
    expect(activeFilter(chooseValue(chips, 'g', fast(5)))).toBe('params.fast = 5');
  });

  it('are plain text once their chip is edited', () => {
    const [chip] = chooseValue([], 'g', fast(5));
    const edited = editChip([chip!], chip!.id, 'params.fast = 6');
    expect(isChosen(edited, 'g', fast(5).filter)).toBe(false);
    expect(chooseValue(edited, 'g', fast(5)).length).toBe(2);
  });

  it('always give a filter that can be read, and ids of their own', () => {
    const act = fc.record({
      group: fc.constantFrom('a', 'b'),
      value: fc.nat(4),
      off: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(act, { maxLength: 30 }), (acts) => {
        let chips: readonly Chip[] = [];
        for (const { group, value, off } of acts) {
          chips = chooseValue(chips, group, fast(value));
          if (off && chips[0]) chips = switchChip(chips, chips[0].id);
          expect(new Set(chips.map(({ id }) => id)).size).toBe(chips.length);
          expect(() => parseFilter(activeFilter(chips))).not.toThrow();
        }
      }),
    );
  });
});

describe('the quick search', () => {
  it('is an expression, whatever is typed', () => {
    expect(quickExpression('  ')).toBe('');
    expect(quickExpression('ema btc')).toMatch(/^\(handle ~ "ema" OR .*\) AND \(handle ~ "btc"/);
    fc.assert(
      fc.property(fc.string(), (typed) => {
        expect(() => parseFilter(quickExpression(typed.slice(0, 40)))).not.toThrow();
      }),
    );
  });
});
