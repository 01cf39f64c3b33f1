import { type SeriesName, seriesNames } from '#contract/operations.ts';
import type { Cursor } from '../../messagepack/cursor.ts';
import type { Zstd } from '../../zstd/zstd.ts';
import { learnProfile, type PyarrowProfile } from '../pyarrow/pyarrow-profile.ts';
import { readPyarrowSeries } from '../pyarrow/read-series.ts';
import { createSeriesEncoder, type SeriesPoints } from '../pyarrow/series-file.ts';
import { seriesVariants } from '../series/predict-series.ts';
import { blobKey } from './blob-key.ts';
import { completeSeries } from './complete-series.ts';
import { fieldSpans, type Span } from './field-spans.ts';
import { type Hole, holeCodes } from './holes.ts';
import type { EmbeddedSeries } from './logical-hash.ts';
import { writeNanNotes } from './nan-notes.ts';
import { sameProfile } from './profile-list.ts';
import { int64Times } from './run-series.ts';
import type { WrittenRun } from './write-run.ts';

/** A blob that nothing rebuilds, to be kept as it is. */
export type KeepBlob = (bytes: Uint8Array) => number;

/** Pages of embedded files are compressed at this level. */
export const PAGE_LEVEL = 5;

export interface TakenBlobs {
  holes: Hole[];
  /** Every blob that is a series, rebuilt or not. */
  series: EmbeddedSeries[];
}

/**
 * Takes the embedded series files out of the document. A file that follows from the snapshots of the run that
 * refers to it costs nothing; one that its values rebuild gives rows; any other is kept as a chunk.
 * New profiles are added to `profiles`.
 */
export function takeBlobs(
  payload: Cursor,
  blobs: Span,
  runs: readonly WrittenRun[],
  profiles: PyarrowProfile[],
  zstd: Zstd,
  keep: KeepBlob,
): TakenBlobs {
  const references = referencesOf(payload, runs);
  const encode = createSeriesEncoder((page) => zstd.compress(page, PAGE_LEVEL));
  const holes: Hole[] = [];
  const series: EmbeddedSeries[] = [];
  const pointsOf = new Map<string, SeriesPoints>();
  for (const [key, span] of fieldSpans(payload, blobs.start)) {
    const head = binHead(payload, span);
    if (head === null) continue;
    const content = payload.bytes.subarray(span.start + head, span.end);
    const reference = references.get(key);
    const hole = reference === undefined ? null : seriesHole(content, reference);
    const points = hole?.points ?? readPoints(content);
    if (points !== null) {
      series.push({ span, points });
      pointsOf.set(key, points);
    }
    if (hole !== null) {
      const token = payload.bytes[span.start]!;
      const { run, name } = reference!;
      holes.push({
        ...span,
        code: hole.code,
        write(sink) {
          sink.varint(run);
          sink.byte(seriesNames.indexOf(name));
          sink.byte(token);
          hole.write(sink);
        },
      });
      continue;
    }
    const chunk = keep(new Uint8Array(content));
    const start = span.start + head;
    holes.push({ start, end: span.end, code: holeCodes.chunk, write: (s) => s.varint(chunk) });
  }
  for (const run of runs) completeSeries(payload, run, pointsOf);
  return { holes, series };

  function seriesHole(content: Buffer, { run, name }: Reference): SeriesHole | null {
    const own = runs[run]!;
    if (profiles.length === 0) learn(content);
    for (const variant of seriesVariants) {
      const derived = own.series.derive(name, variant);
      if (derived === null) continue;
      const points = { time: int64Times(derived.time), value: derived.value, nulls: null };
      const profile = profileThatWrites(points, content);
      if (profile !== -1) {
        own.seriesRows.follows(name, variant);
        return {
          code: holeCodes.derivedSeries,
          points,
          write(sink) {
            sink.varint(profile);
            sink.byte(variant);
          },
        };
      }
    }
    return storedHole(content, own, name);
  }

  function storedHole(content: Buffer, own: WrittenRun, name: SeriesName): SeriesHole | null {
    const points = readPoints(content);
    if (points === null) return null;
    let profile = profileThatWrites(points, content);
    if (profile === -1 && learn(content)) profile = profileThatWrites(points, content);
    if (profile === -1) return null;
    const time = Float64Array.from(points.time, Number);
    if (!time.every(Number.isSafeInteger)) return null;
    own.seriesRows.add(name, { time, value: points.value, nulls: points.nulls });
    return {
      code: holeCodes.storedSeries,
      points,
      write(sink) {
        sink.varint(profile);
        sink.varint(time.length);
        writeNanNotes(sink, points.value, points.nulls);
      },
    };
  }

  /** Position of the profile in which the points give this file, -1 when there is none. */
  function profileThatWrites(points: SeriesPoints, content: Buffer): number {
    return profiles.findIndex((profile) => content.equals(encode(points, profile)));
  }

  function readPoints(content: Buffer): SeriesPoints | null {
    try {
      return readPyarrowSeries(content, (page, length) => zstd.decompress(page, length));
    } catch {
      return null;
    }
  }

  /** Adds the profile of a file, if it can be read and is new. */
  function learn(content: Buffer): boolean {
    try {
      const profile = learnProfile(content);
      if (profiles.some((known) => sameProfile(known, profile))) return false;
      profiles.push(profile);
      return true;
    } catch {
      return false;
    }
  }
}

/** How a file is put back, and its points. */
type SeriesHole = Pick<Hole, 'code' | 'write'> & { points: SeriesPoints };

interface Reference {
  run: number;
  name: SeriesName;
}

/** Which series of which run a blob is: `{"@blob": key}` in its metrics; the first reference counts. */
function referencesOf(payload: Cursor, runs: readonly WrittenRun[]): Map<string, Reference> {
  const references = new Map<string, Reference>();
  for (const [run, { metrics }] of runs.entries()) {
    for (const name of seriesNames) {
      const span = metrics.get(name);
      const key = span === undefined ? null : blobKey(payload, span);
      if (key !== null && !references.has(key)) references.set(key, { run, name });
    }
  }
  return references;
}

/** Length of the head of a `bin`, null for another value. */
function binHead(payload: Cursor, { start }: Span): number | null {
  const token = payload.bytes[start]!;
  return token >= 0xc4 && token <= 0xc6 ? 1 + (1 << (token - 0xc4)) : null;
}
