import { createHash } from 'node:crypto';
import type { SeriesPoints } from '../pyarrow/series-file.ts';
import type { Span } from './field-spans.ts';

/** An embedded series file and what it says; `span` covers its `bin` with the head. */
export interface EmbeddedSeries {
  span: Span;
  points: SeriesPoints;
}

/**
 * SHA-256 of a document with every embedded series file replaced by its points, so that the same data has the same
 * hash whatever Parquet library wrote it (archive.md §2). A series goes in as its number of points and of nulls
 * (uint32 each), all times (int64), all values (float64, 0 where null), and, where there are nulls, a byte a point
 * that is 1 at a null; all little-endian. Everything else goes in as it stands.
 */
export function logicalSha256(payload: Buffer, series: readonly EmbeddedSeries[]): string {
  const hash = createHash('sha256');
  let at = 0;
  for (const { span, points } of series.toSorted((a, b) => a.span.start - b.span.start)) {
    hash.update(payload.subarray(at, span.start));
    const { time, value, nulls } = points;
    const head = Buffer.alloc(8);
    head.writeUInt32LE(time.length, 0);
    head.writeUInt32LE(nulls?.reduce((sum, isNull) => sum + isNull, 0) ?? 0, 4);
    hash.update(head);
    hash.update(bytesOf(time));
    hash.update(bytesOf(value));
    if (nulls !== null) hash.update(nulls);
    at = span.end;
  }
  hash.update(payload.subarray(at));
  return hash.digest('hex');
}

function bytesOf(values: BigInt64Array | Float64Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}
