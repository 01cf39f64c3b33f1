import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import { describe, expect, it } from 'vitest';
import { ArchiveError } from '#contract/archive-error.ts';
import { mapAt, payloadOf } from '#testing/bundle-builder.ts';
import { mutated, seededNumbers } from '#testing/mutations.ts';
import { decodeExact } from '../messagepack/decode-exact.ts';
import { openValue } from '../messagepack/exact-value.ts';
import { readAnySeriesFile } from './any-series-file.ts';
import { readSeriesFile } from './series-file.ts';

/** Blobs of every release that is among the fixtures, as pyarrow wrote them. */
const blobs = [
  'v2/vector/iter_000.iafbt',
  'v2/edge/nonfinite_series.iafbt',
  'v3/vector_only.iafbt',
  'v5-obtf/a1/vec_0.obtf',
  'v5-obtf/a20/vec_0.obtf',
  'invalid/series_with_none.iafbt',
].flatMap((name) =>
  [...mapAt(decodeExact(payloadOf(name)), 'blobs')].map(
    ([key, blob]) => [`${name}: ${key}`, Buffer.from(openValue(blob) as Uint8Array)] as const,
  ),
);

describe('a series file of pyarrow', () => {
  it.each(blobs)('%s reads the same as with a general reader, bit for bit', (_name, blob) => {
    const series = readSeriesFile(blob);
    const general = readAnySeriesFile(blob, series.time.length);
    expect(bitsOf(series.time)).toEqual(bitsOf(general.time));
    expect(series.isNull).toEqual(general.isNull);
    expect(bitsOf(series.value)).toEqual(bitsOf(general.value));
    expect(series.time.length).toBeGreaterThan(0);
  });
});

describe('a series file of another writer', () => {
  const time = [1_633_046_400_000n, 1_633_132_800_000n, 1_633_219_200_000n];

  it('is read whatever codec, page version and encoding it has', () => {
    const file = written('BYTE_STREAM_SPLIT', 'SNAPPY', time, [1.5, Number.NaN, -0]);
    const series = readSeriesFile(file);
    expect([...series.time]).toEqual(time.map(Number));
    expect([...series.value]).toEqual([1.5, Number.NaN, -0]);
    expect(series.isNull).toBeNull();
  });

  it('may have nulls in either column', () => {
    const file = written('PLAIN', 'UNCOMPRESSED', [null, time[1]!, time[2]!], [1, null, 2]);
    const series = readSeriesFile(file);
    expect([...series.time]).toEqual([Number.NaN, Number(time[1]), Number(time[2])]);
    expect(series.isNull).toEqual(new Uint8Array([0, 1, 0]));
  });

  it('may be empty', () => {
    expect(readSeriesFile(written('PLAIN', 'UNCOMPRESSED', [], [])).time.length).toBe(0);
  });

  it('is refused when it has other columns', () => {
    const file = written('PLAIN', 'UNCOMPRESSED', time, [1, 2, 3], 'price');
    expect(() => readSeriesFile(file)).toThrow(
      expect.objectContaining({ code: 'blob-corrupt', message: expect.stringContaining('value') }),
    );
  });
});

describe('a damaged series file', () => {
  it('gives points or one failure, 3000 times', () => {
    const random = seededNumbers(99);
    const outcomes = Array.from({ length: 3000 }, (_, round) => {
      const blob = mutated(blobs[round % blobs.length]![1], random);
      try {
        const { time, value } = readSeriesFile(blob);
        return time.length === value.length ? 'read' : 'uneven';
      } catch (error) {
        return error instanceof ArchiveError ? error.code : error;
      }
    });
    expect(outcomes.filter((outcome) => outcome !== 'read' && outcome !== 'blob-corrupt')).toEqual(
      [],
    );
    expect(outcomes).toContain('read');
    expect(outcomes).toContain('blob-corrupt');
  });
});

function written(
  encoding: 'PLAIN' | 'BYTE_STREAM_SPLIT',
  codec: 'SNAPPY' | 'UNCOMPRESSED',
  ts: (bigint | null)[],
  value: (number | null)[],
  valueName = 'value',
): Uint8Array {
  const writer = new ByteWriter();
  const file = new ParquetWriter({
    writer,
    codec,
    schema: [
      { name: 'schema', num_children: 2 },
      { name: 'ts', type: 'INT64', repetition_type: 'OPTIONAL' },
      { name: valueName, type: 'DOUBLE', repetition_type: 'OPTIONAL' },
    ],
  });
  file.write({
    columnData: [
      { name: 'ts', data: ts },
      { name: valueName, data: value, encoding },
    ],
  });
  file.finish();
  return writer.getBytes();
}

function bitsOf(numbers: Float64Array): string {
  return Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength).toString('hex');
}
