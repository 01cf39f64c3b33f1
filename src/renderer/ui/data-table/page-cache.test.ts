import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPageCache } from './page-cache.ts';

const rows = (page: number, size = 10) =>
  Array.from({ length: size }, (_, index) => page * size + index);

function filled(pages: number[], total = 1000) {
  const cache = createPageCache<number>(10);
  cache.total = total;
  for (const page of pages) cache.put(page, rows(page));
  return cache;
}

describe('the page cache', () => {
  it('finds a row of a page it has, and none of another', () => {
    const cache = filled([3]);
    expect(cache.rowAt(37)).toBe(37);
    expect(cache.rowAt(40)).toBeUndefined();
  });

  it('asks for what is in view before what is around it', () => {
    expect(filled([]).missing(35, 52, 20)).toEqual([3, 4, 5, 1, 2, 6, 7]);
  });

  it('asks for the first page when nothing is known yet, even of an empty view', () => {
    const cache = createPageCache<number>(10);
    expect(cache.missing(0, 0, 0)).toEqual([0]);
  });

  it('asks for nothing beyond the end', () => {
    expect(filled([], 42).missing(35, 60, 100)).toEqual([3, 4, 0, 1, 2]);
    expect(filled([0], 0).missing(0, 20, 20)).toEqual([]);
  });

  it('asks for a stale page again, and shows it meanwhile', () => {
    const cache = filled([0, 1]);
    cache.markStale();
    expect(cache.rowAt(12)).toBe(12);
    expect(cache.missing(0, 15, 0)).toEqual([0, 1]);
    cache.put(1, rows(1));
    expect(cache.missing(0, 15, 0)).toEqual([0]);
  });

  it('lets go what is farthest from the view', () => {
    const cache = filled([0, 1, 2, 50, 99]);
    cache.trim(15, 3);
    expect([0, 10, 20, 500, 990].map((row) => cache.rowAt(row) !== undefined)).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
  });

  it('covers every row in view with the pages it has and those it asks for', () => {
    const any = fc.record({
      total: fc.integer({ min: 1, max: 500 }),
      have: fc.uniqueArray(fc.integer({ min: 0, max: 49 })),
      first: fc.integer({ min: 0, max: 499 }),
      count: fc.integer({ min: 1, max: 80 }),
      margin: fc.integer({ min: 0, max: 50 }),
    });
    fc.assert(
      fc.property(any, ({ total, have, first, count, margin }) => {
        const cache = filled(have, total);
        for (const page of cache.missing(first, first + count, margin)) cache.put(page, rows(page));
        for (let row = first; row < Math.min(total, first + count); row++) {
          expect(cache.rowAt(row)).toBe(row);
        }
        expect(cache.missing(first, first + count, margin)).toEqual([]);
      }),
    );
  });
});
