import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import zlib from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { learnProfile } from './pyarrow-profile.ts';
import { readPyarrowSeries } from './read-series.ts';
import { createSeriesEncoder, encodePyarrowSeries, type SeriesPoints } from './series-file.ts';

/** Files that the named pyarrow releases wrote. */
const samples = join(import.meta.dirname, '../../../../../fixtures/pyarrow');

const compress = (page: Uint8Array) =>
  zlib.zstdCompressSync(page, {
    chunkSize: page.length + (page.length >> 8) + 128,
    params: { [zlib.constants.ZSTD_c_compressionLevel]: 5 },
  });
const decompress = (page: Uint8Array, length: number) =>
  zlib.zstdDecompressSync(page, { maxOutputLength: length + 1 });

const read = (...path: string[]) => new Uint8Array(readFileSync(join(samples, ...path)));

describe.each(readdirSync(samples))('a series file of pyarrow %s', (release) => {
  it.each(readdirSync(join(samples, release)))('%s comes out again byte for byte', (name) => {
    const file = read(release, name);
    const points = readPyarrowSeries(file, decompress);
    const again = encodePyarrowSeries(points, learnProfile(file), compress);
    expect(Buffer.compare(again, file)).toBe(0);
  });
});

describe('a profile', () => {
  it('learns the row group size from a file with several groups', () => {
    expect(learnProfile(read('26.0.1', '3000-steps-rg.parquet')).rowGroupSize).toBe(1024);
  });

  it('rebuilds files of other lengths and values', () => {
    const profile = learnProfile(read('26.0.1', '64-inf.parquet'));
    const file = read('26.0.1', '505-nanpay.parquet');
    const points = readPyarrowSeries(file, decompress);
    expect(Buffer.compare(encodePyarrowSeries(points, profile, compress), file)).toBe(0);
  });

  it('is refused for a file of another writer', () => {
    const file = read('26.0.1', '64-inf.parquet');
    file.set(Buffer.from('parquet-mine'), Buffer.from(file).indexOf('parquet-cpp'));
    expect(() => learnProfile(file)).toThrow(/not written by pyarrow/);
  });
});

describe('an encoder that remembers times', () => {
  it('gives the same bytes for every series over one time array', () => {
    const profile = learnProfile(read('26.0.1', '64-inf.parquet'));
    const time = BigInt64Array.from({ length: 500 }, (_, i) => BigInt(i) * 14_400_000n);
    const encode = createSeriesEncoder(compress);
    for (const seed of [1, 2, 3]) {
      const value = Float64Array.from({ length: 500 }, (_, i) => Math.sin(i * seed));
      const points: SeriesPoints = { time, value, nulls: null };
      const fresh = encodePyarrowSeries(points, profile, compress);
      expect(Buffer.compare(encode(points, profile), fresh)).toBe(0);
    }
  });
});

describe('a damaged series file', () => {
  const whole = read('22.0.0', '64-nulls.parquet');

  it('is refused with a code at every cut', () => {
    for (let length = 0; length < whole.length; length += 7) {
      expect(() => readPyarrowSeries(whole.subarray(0, length), decompress)).toThrow(
        expect.objectContaining({ code: 'blob-corrupt' }),
      );
    }
  });

  it('never makes the reader hang or read outside the file', () => {
    for (let at = 4; at < whole.length; at++) {
      const damaged = new Uint8Array(whole);
      damaged[at]! ^= 1 << (at % 8);
      try {
        expect(readPyarrowSeries(damaged, decompress).time.length).toBeLessThan(20_000_001);
      } catch (error) {
        expect(error).toBeInstanceOf(Error);
      }
    }
  });
});
