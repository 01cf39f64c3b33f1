import { describe, expect, it } from 'vitest';
import type { RowColumns } from '#contract/sweep.ts';
import { NO_SHADE, SHADES, scatterDots } from './scatter-dots.ts';

const rows = (columns: RowColumns['columns'], count: number): RowColumns => ({
  version: 1,
  total: count,
  nos: Array.from({ length: count }, (_, at) => at + 11),
  columns,
});
const numbers = (...values: (number | 'inf' | null)[]) => ({ kind: 'numbers' as const, values });

describe('the dots of rows', () => {
  it('are those with two finite values, and the others are counted', () => {
    const dots = scatterDots(
      rows([numbers(0, 10, null, 5, 7), numbers(-1, 1, 0, 'inf', 0), numbers(0, null, 1, 1, 3)], 5),
    );
    expect([...dots.nos]).toEqual([11, 12, 15]);
    expect([...dots.from]).toEqual([0, 1, 4]);
    expect(dots.without).toBe(2);
    expect([...dots.shade]).toEqual([0, NO_SHADE, SHADES - 1]);
    expect(dots.paint).toEqual({ kind: 'scale', range: [0, 3] });
  });

  it('have room around them, also a single one', () => {
    const one = scatterDots(rows([numbers(3), numbers(0), numbers(null)], 1));
    expect(one.range).toEqual({ x: [2.85, 3.15], y: [-0.5, 0.5] });
    expect(one.paint).toEqual({ kind: 'scale', range: null });
  });
});

describe('dots coloured by words', () => {
  const coloured = (count: number, values: number) => {
    const codes = Array.from({ length: count }, (_, at) => at % values);
    const at = Array.from({ length: count }, (_, place) => place);
    return scatterDots(
      rows(
        [
          numbers(...at),
          numbers(...at),
          { kind: 'codes', codes, values: Array.from({ length: values }, (_, n) => `w${n}`) },
        ],
        count,
      ),
    );
  };

  it('have a look for each of 24 words while shapes can be seen', () => {
    const { paint, shade } = coloured(240, 24);
    expect(paint).toMatchObject({ kind: 'groups', rarer: 0 });
    expect(new Set(shade).size).toBe(24);
  });

  it('put what is rarer into one group that says how much it is', () => {
    const { paint, shade } = coloured(300, 30);
    if (paint.kind !== 'groups') throw new Error('no groups');
    expect(paint.groups).toHaveLength(24);
    expect(paint.rarer).toBe(7);
    expect(paint.groups.at(-1)?.label).toBe('7 others');
    expect(paint.groups.reduce((sum, { dots }) => sum + dots, 0)).toBe(300);
    expect(Math.max(...shade)).toBe(23);
  });

  it('have six looks where dots are too small for shapes', () => {
    const { paint } = coloured(2400, 24);
    expect(paint).toMatchObject({ kind: 'groups', rarer: 19 });
  });

  it('are pale where there is no word', () => {
    const dots = scatterDots(
      rows([numbers(1, 2), numbers(1, 2), { kind: 'codes', codes: [-1, 0], values: ['a'] }], 2),
    );
    expect([...dots.shade]).toEqual([NO_SHADE, 0]);
  });
});
