import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { keepExactly, restoreExactly, sizesOf } from '../../../testing/exact-archive.ts';
import { readContainer } from '../bundle/container.ts';

/** Real sweeps, too large for the repository; each folder is one batch. */
const sweeps = join(import.meta.dirname, '../../../../../shared/corpus/sweeps');

/** What a batch may take of its files' size. The smallest sweeps are mostly the fixed cost of 130 columns. */
const mostOfSource: Record<string, number> = {
  sweep_a: 0.2,
  sweep_b: 0.17,
  obtf: 0.26,
  costs: 0.3,
  deposits: 0.3,
  ohlcv: 0.36,
  v1old: 0.42,
  event: 0.8,
};

if (!existsSync(sweeps)) console.warn(`skipped: no ${sweeps}`);

describe.skipIf(!existsSync(sweeps))('a real sweep', () => {
  it.each(Object.entries(mostOfSource))(
    '%s comes back byte for byte from at most %d of its size',
    async (folder, most) => {
      const files = readdirSync(join(sweeps, folder))
        .filter((name) => /\.(iafbt|obtf)$/.test(name))
        .map((name) => readFileSync(join(sweeps, folder, name)));
      const samples = files.map((file) => readContainer(file));
      const batch = keepExactly(samples);
      const restored = await restoreExactly(batch);
      const differ = samples.filter(({ payload }, i) => {
        const back = restored[i]!;
        return back instanceof Error || Buffer.compare(back, payload) !== 0;
      });
      expect(differ.length).toBe(0);
      expect(batch.parts.filter(({ isOpaque }) => isOpaque)).toEqual([]);
      const source = files.reduce((sum, { length }) => sum + length, 0);
      const kept = Object.values(sizesOf(batch)).reduce((sum, size) => sum + size, 0);
      expect(kept / source).toBeLessThan(most);
    },
    300_000,
  );
});
