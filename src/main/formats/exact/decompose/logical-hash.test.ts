import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fixturesFolder } from '../../../../testing/interop-fixtures.ts';
import { readContainer } from '../../bundle/container.ts';
import { decodeExact } from '../../messagepack/decode-exact.ts';
import { encodeExact } from '../../messagepack/encode-exact.ts';
import type { ExactMap } from '../../messagepack/exact-value.ts';
import { writingZstd } from '../../zstd/zstd.ts';
import { learnProfile } from '../pyarrow/pyarrow-profile.ts';
import { readPyarrowSeries } from '../pyarrow/read-series.ts';
import { encodePyarrowSeries, type SeriesPoints } from '../pyarrow/series-file.ts';
import { decompose } from './decompose.ts';
import { recompose } from './recompose.ts';

const { payload, formatVersion } = readContainer(
  readFileSync(join(fixturesFolder, 'interop/v2/event/event_000.iafbt')),
);
const zstd = writingZstd();
const otherRelease = learnProfile(
  readFileSync(join(fixturesFolder, 'pyarrow/17.0.0/64-inf.parquet')),
);

/** The payload with every embedded series written by another release, its points changed by `change`. */
function rewritten(change: (points: SeriesPoints) => SeriesPoints): Uint8Array {
  const document = decodeExact(payload) as ExactMap;
  const blobs = document.get('blobs') as ExactMap;
  for (const [key, blob] of blobs) {
    const points = readPyarrowSeries(blob as Uint8Array, (page, length) =>
      zstd.decompress(page, length),
    );
    const compress = (page: Uint8Array) => zstd.compress(page, 5);
    blobs.set(key, encodePyarrowSeries(change(points), otherRelease, compress));
  }
  return encodeExact(document);
}

describe('the logical hash', () => {
  const logicalHash = (bytes: Uint8Array) => decompose(bytes, formatVersion).logicalSha256;

  it('is the same for the same data written by another release of pyarrow', () => {
    const other = rewritten((points) => points);
    expect(Buffer.compare(other, payload)).not.toBe(0);
    expect(logicalHash(other)).toBe(logicalHash(payload));
  });

  it('is another for another value', () => {
    const changed = rewritten(({ time, value, nulls }) => ({
      time,
      value: value.map((one, i) => (i === 0 ? one + 1e-9 : one)),
      nulls,
    }));
    expect(logicalHash(changed)).not.toBe(logicalHash(payload));
  });
});

describe('a bundle of another release of pyarrow', () => {
  it('needs no blob of its own: its series still follow', () => {
    const other = rewritten((points) => points);
    const parts = decompose(other, formatVersion);
    expect(parts.chunks).toEqual([]);
    expect(parts.tables.runs.some((run) => run.metric_series !== undefined)).toBe(false);
    const chunks = parts.chunks.map(({ bytes }) => bytes);
    expect(Buffer.compare(recompose(parts.skeleton, parts.tables, chunks), other)).toBe(0);
  });
});
