import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { seriesNames } from '#contract/operations.ts';
import {
  fixturesFolder,
  type InteropFixture,
  interopFixtures,
  type SideRun,
  type SideSeries,
} from '#testing/interop-fixtures.ts';
import { readSeries } from './read-series.ts';
import type { Series } from './series.ts';

const fixtures = interopFixtures('v1', 'v1-releases', 'v2', 'v3', 'v4', 'v5-iafbt', 'v5-obtf');

describe.each(fixtures.map((fixture) => [fixture.name, fixture] as const))(
  'the series of %s',
  (_name, fixture) => {
    const runs = runsOf(fixture);

    it('are those the reference reads, bit for bit', () => {
      const read = runs.map((_run, index) =>
        seriesNames.map((name) => digestOf(readSeries(fixture.file, index, name))),
      );
      expect(read).toEqual(
        runs.map(({ metrics }) => seriesNames.map((name) => expectedDigest(metrics?.[name]))),
      );
    });

    it('end with the last run', () => {
      expect(() => readSeries(fixture.file, runs.length, 'equity_curve')).toThrow(
        expect.objectContaining({ code: 'not-found' }),
      );
    });
  },
);

describe('a series', () => {
  it('keeps nulls apart from numbers, which the reference cannot', () => {
    const file = fixture('invalid/series_with_none.iafbt');
    const { time, value, isNull } = readSeries(file, 0, 'equity_curve');
    expect(isNull).toEqual(new Uint8Array([1, 1, 1]));
    expect([...value]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
    expect([...time].every(Number.isInteger)).toBe(true);
    expect(readSeries(file, 0, 'drawdown_series').isNull).toBeNull();
  });

  it('is refused when its blob is no Parquet, while the others of the bundle can be read', () => {
    const file = fixture('invalid/blob_corrupt.iafbt');
    expect(() => readSeries(file, 0, 'equity_curve')).toThrow(
      expect.objectContaining({ code: 'blob-corrupt' }),
    );
    expect(readSeries(file, 0, 'drawdown_series').time.length).toBeGreaterThan(0);
  });
});

function fixture(name: string): Buffer {
  return readFileSync(join(fixturesFolder, 'interop', name));
}

function runsOf({ side }: InteropFixture): SideRun[] {
  if (side.runs !== undefined) return side.runs;
  return Object.values(side.studies ?? {}).flatMap(({ engines }) =>
    ['vector', 'event'].flatMap((engine) => engines[engine]?.runs ?? []),
  );
}

function digestOf({ time, value }: Series) {
  const bytes = Buffer.alloc(time.length * 16);
  for (let point = 0; point < time.length; point++) {
    bytes.writeDoubleLE(value[point]!, point * 16);
    bytes.writeBigInt64LE(BigInt(time[point]!), point * 16 + 8);
  }
  const last = time.length - 1;
  return {
    count: time.length,
    first: last < 0 ? null : [value[0], time[0]],
    last: last < 0 ? null : [value[last], time[last]],
    sha256: hash('sha256', bytes, 'hex'),
  };
}

function expectedDigest(side: unknown): ReturnType<typeof digestOf> {
  const series = side as SideSeries | undefined;
  return {
    count: series?.n ?? 0,
    first: series?.first ?? null,
    last: series?.last ?? null,
    sha256: series?.sha256_of_le_f64_value_i64_ms ?? hash('sha256', '', 'hex'),
  };
}
