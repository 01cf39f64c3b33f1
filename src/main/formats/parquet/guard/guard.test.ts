import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { snappyUncompress } from 'hyparquet';
import { describe, expect, it } from 'vitest';
import { ArchiveError } from '#contract/archive-error.ts';
import { mutantDataset, mutantPrices } from '#testing/hostile/mutants.ts';
import { fixturesFolder } from '#testing/interop-fixtures.ts';
import { fileOfBytes, openDataset, readDataset } from '../../exact/datasets/read-dataset.ts';
import { readPriceFile } from '../price-file.ts';
import { checkDeltas, checkRuns } from './check-runs.ts';
import { unpackSnappy } from './snappy.ts';

const folder = join(fixturesFolder, 'pyarrow-prices');
const bytes = (hex: string) => Buffer.from(hex, 'hex');

describe('price files', () => {
  it.each(readdirSync(folder))('are read, whatever pages pyarrow wrote: %s', async (name) => {
    const bars = await readPriceFile(readFileSync(join(folder, name)));
    // 300 bars, of which 8 have no price.
    expect(bars.time).toHaveLength(292);
    expect(bars.time[0]).toBe(Date.UTC(2024, 0, 1));
    expect(bars.time.at(-1)).toBe(Date.UTC(2024, 0, 1, 299));
    expect(bars.close.every(Number.isFinite)).toBe(true);
    expect(bars.volume.slice(0, 3)).toEqual([0, 1, 2]);
  });
});

describe('a run of values', () => {
  it.each([
    ['of 2^31 equal ones', 'feffffff0f01'],
    ['of 2^30 packed ones', 'ffffffff07aa'],
    ['whose length goes on for ever', 'ffffffffffffffff'],
    ['of none', '0000'],
    ['that is not there', ''],
  ])('%s is refused', (_what, hex) => {
    expect(() => checkRuns(bytes(hex), 0, 1, 100)).toThrow(ArchiveError);
  });

  it('is walked to its end', () => {
    // Two runs of 40 equal ones, then three groups of eight packed ones.
    expect(() => checkRuns(bytes('50015000' + '07aabbcc'), 0, 1, 100)).not.toThrow();
    expect(() => checkRuns(bytes('5001' + '07aabbcc'), 0, 1, 100)).toThrow(ArchiveError);
  });
});

describe('numbers as differences', () => {
  it.each([
    ['in blocks of nothing', '00010000'],
    ['in no blocks', '80010000' + '00'],
    ['whose first has no end', `8001040a${'ff'.repeat(40)}`],
    ['that are cut short', '8001040a00' + '00'],
  ])('%s are refused', (_what, hex) => {
    expect(() => checkDeltas(bytes(hex), 0, 100)).toThrow(ArchiveError);
  });
});

describe('a page by Snappy', () => {
  const packed = (hex: string, size: number) => unpackSnappy(bytes(hex), size);

  it('is what another reader makes of it', () => {
    const text = Buffer.from('abcdabcdabcdabcd, and so on');
    // Four letters, a copy of twelve from four back, and the rest as it is.
    const page = Buffer.concat([
      bytes('1b0c'),
      Buffer.from('abcd'),
      bytes('2e0400'),
      bytes('28'),
      text.subarray(16),
    ]);
    const other = new Uint8Array(text.length);
    snappyUncompress(page, other);
    expect(Buffer.from(unpackSnappy(page, text.length)).toString()).toBe(text.toString());
    expect(Buffer.from(other).toString()).toBe(text.toString());
  });

  it.each([
    ['a text longer than the page', '0afcffffffff61'],
    ['a text of less than nothing', '0afcfeffffff6161616161'],
    ['a copy from before the beginning', '0a0061ee0500'],
    ['more than its size', '0a1c6162636465666768'],
    ['no length', 'ffffffffffff'],
  ])('with %s is refused', (_what, hex) => {
    expect(() => packed(hex, 6)).toThrow(ArchiveError);
  });
});

describe('400 damaged files of each kind', () => {
  it('of prices end in bars or in a typed error', async () => {
    for (let number = 0; number < 400; number++) {
      const error = await failureOf(() => readPriceFile(mutantPrices(number)));
      expect([number, error === null || error instanceof ArchiveError]).toEqual([number, true]);
    }
  });

  it('of archives end in rows or in a typed error', async () => {
    for (let number = 0; number < 400; number++) {
      const { name, bytes } = mutantDataset(number);
      const error = await failureOf(async () => {
        const dataset = await openDataset(name, fileOfBytes(bytes));
        await readDataset(dataset, 0, dataset.rows);
      });
      expect([number, error === null || error instanceof ArchiveError]).toEqual([number, true]);
    }
  });
});

function failureOf(work: () => Promise<unknown>): Promise<unknown> {
  return work().then(
    () => null,
    (error: unknown) => error,
  );
}
