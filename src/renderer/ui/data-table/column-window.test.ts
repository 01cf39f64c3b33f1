import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columnWindow, revealColumn } from './column-window.ts';

const sum = (numbers: readonly number[]) => numbers.reduce((one, other) => one + other, 0);
const tables = fc.record({
  widths: fc.array(fc.integer({ min: 48, max: 600 }), { minLength: 1, maxLength: 300 }),
  share: fc.double({ min: 0, max: 1, noNaN: true }),
  room: fc.integer({ min: 100, max: 3840 }),
});

describe('the columns in view', () => {
  it('begin where those before them end', () => {
    fc.assert(
      fc.property(tables, ({ widths, share, room }) => {
        const { first, before } = columnWindow(widths, share * sum(widths), room);
        expect(before).toBe(sum(widths.slice(0, first)));
      }),
    );
  });

  it('hold every column of which a part is seen', () => {
    fc.assert(
      fc.property(tables, ({ widths, share, room }) => {
        const left = share * Math.max(0, sum(widths) - room);
        const { first, end } = columnWindow(widths, left, room);
        let start = 0;
        widths.forEach((width, index) => {
          if (start + width > left && start < left + room) {
            expect(index).toBeGreaterThanOrEqual(first);
            expect(index).toBeLessThan(end);
          }
          start += width;
        });
      }),
    );
  });

  it('are few of many', () => {
    const { first, end } = columnWindow(Array(12_000).fill(100), 600_000, 1000);
    expect(end - first).toBeLessThan(16);
  });

  it('are none of no columns', () => {
    expect(columnWindow([], 0, 500)).toEqual({ first: 0, end: 0, before: 0 });
  });
});

describe('revealing a column', () => {
  it('brings it wholly into view where it fits, its start where it does not', () => {
    fc.assert(
      fc.property(tables, fc.nat(299), ({ widths, share, room }, at) => {
        const index = at % widths.length;
        const left = revealColumn(widths, index, share * sum(widths), room);
        const start = sum(widths.slice(0, index));
        expect(start).toBeGreaterThanOrEqual(left);
        if (widths[index]! <= room) expect(start + widths[index]!).toBeLessThanOrEqual(left + room);
      }),
    );
  });

  it('does not move for one that is in view', () => {
    expect(revealColumn([100, 100, 100], 1, 50, 200)).toBe(50);
  });
});
