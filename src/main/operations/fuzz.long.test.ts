import { describe, expect, it } from 'vitest';
import { fuzz } from '#testing/fuzz/fuzz.ts';

/** reliability.md §4, row 18: guided by coverage, see docs/decisions/0018-own-fuzzing-loop.md. */
const factor = process.env.STRATA_SOAK === undefined ? 1 : 100;

describe('fuzzing', () => {
  it.each([
    ['bundle', 3000 * factor],
    ['filter', 6000 * factor],
  ] as const)(
    'the parser of a %s with %i inputs finds nothing but values and typed errors',
    async (target, count) => {
      const seed = Number(process.env.STRATA_SEED ?? Date.now() % 2 ** 31);
      const report = await fuzz(target, count, seed);
      expect(report.odd, `seed ${seed}`).toEqual([]);
      expect(report.tried).toBe(count);
      // It is guided: mutation alone would stay near the seeds.
      expect(report.pieces).toBeGreaterThan(report.piecesOfSeeds * 1.05);
      expect(report.slowest).toBeLessThan(5);
      expect(report.megabytes).toBeLessThan(768);
      console.warn(
        `${target}, seed ${seed}: ${count} inputs, ${report.kept} kept, ${report.piecesOfSeeds} pieces of code by the seeds, ${report.pieces} in all`,
      );
    },
  );
});
