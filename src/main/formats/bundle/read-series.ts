import { ArchiveError } from '#contract/archive-error.ts';
import type { SeriesName } from '#contract/operations.ts';
import { type Cursor, openCursor } from '../messagepack/cursor.ts';
import { readKeyBytes } from '../messagepack/key-table.ts';
import { peekKind, readBytes, readMapSize, readText } from '../messagepack/read-value.ts';
import { skipValue } from '../messagepack/skip-value.ts';
import { duplicateKeyAt } from '../messagepack/walk-errors.ts';
import { readSeriesFile } from '../parquet/series-file.ts';
import { type Container, readContainer } from './container.ts';
import { unexpected } from './document-shape.ts';
import { readInlineSeries } from './inline-series.ts';
import { isReference, type Metrics } from './read-metrics.ts';
import { readMetricsOfRun } from './read-run.ts';
import { noPoints, type Series } from './series.ts';
import { walkDocument } from './walk-document.ts';

/**
 * One series of one run of a bundle; `run` is `RunRecord.run`. A series that the document leaves out or
 * leaves empty, and a reference without its blob, give no points, as in the reference. Only the one blob is
 * decoded. Throws `blob-corrupt` for an unreadable blob, `document-unexpected` for an inline series that is
 * none, `not-found` for a run the bundle has not, and whatever `readBundleRecord` throws for a broken file.
 */
export function readSeries(file: Uint8Array, run: number, name: SeriesName): Series {
  return readSeriesOf(readContainer(file), run, name);
}

/** The same of a bundle whose frame is undone already. */
export function readSeriesOf(container: Container, run: number, name: SeriesName): Series {
  return openSeriesOf(container)(run, name);
}

/** The same for several series and runs of a bundle, over which one walk is enough. */
export function openSeriesOf({
  formatVersion,
  payload,
}: Container): (run: number, name: SeriesName) => Series {
  const cursor = openCursor(payload);
  /** By the place of their run. */
  const metricsOf = new Map<number, Metrics | null>();
  const { facts, slots } = walkDocument(cursor, formatVersion, () => {
    const runAt = cursor.position;
    metricsOf.set(runAt, readMetricsOfRun(cursor, formatVersion));
  });
  const runsAt = slots.flatMap((slot) => slot.runsAt);
  let blobs: ReadonlyMap<string, BlobPlace> | null = null;

  return (run, name) => {
    const runAt = runsAt[run];
    if (runAt === undefined) {
      throw new ArchiveError(
        'not-found',
        `the bundle has ${runsAt.length} runs, and no run ${run}`,
      );
    }
    const seriesAt = metricsOf.get(runAt)?.seriesAt[name];
    if (seriesAt === undefined) return noPoints(name);
    cursor.position = seriesAt;
    if (!isReference(cursor)) return readInlineSeries(cursor, name);
    const key = readReference(cursor);
    blobs ??= listBlobs(cursor, facts.blobsAt);
    const blob = key === null ? null : readBlob(cursor, blobs.get(key), key);
    return blob === null ? noPoints(name) : { name, ...readSeriesFile(blob) };
  };
}

/** The key in a map `{"@blob": key}`: it is looked up as it stands, never taken apart. */
function readReference(cursor: Cursor): string | null {
  let key: string | null = null;
  const size = readMapSize(cursor);
  for (let pair = 0; pair < size; pair++) {
    const isKey = readKeyBytes(cursor).toString('latin1') === '@blob';
    if (isKey && peekKind(cursor) === 'text') key = readText(cursor);
    else skipValue(cursor);
  }
  return key;
}

/** Where the value of a blob stands, and where its key stands a second time. */
interface BlobPlace {
  at: number;
  repeatedAt: number | null;
}

function listBlobs(cursor: Cursor, blobsAt: number | null): ReadonlyMap<string, BlobPlace> {
  const places = new Map<string, BlobPlace>();
  if (blobsAt === null) return places;
  cursor.position = blobsAt;
  if (peekKind(cursor) !== 'map') throw unexpected('blobs is no map', blobsAt);
  const size = readMapSize(cursor);
  for (let pair = 0; pair < size; pair++) {
    const offset = cursor.position;
    const key = readKeyBytes(cursor).toString();
    const before = places.get(key);
    if (before === undefined) places.set(key, { at: cursor.position, repeatedAt: null });
    else before.repeatedAt ??= offset;
    skipValue(cursor);
  }
  return places;
}

/** Null for what is not there, or no bytes. */
function readBlob(cursor: Cursor, place: BlobPlace | undefined, key: string): Buffer | null {
  if (place === undefined) return null;
  if (place.repeatedAt !== null) throw duplicateKeyAt(place.repeatedAt, key);
  cursor.position = place.at;
  return peekKind(cursor) === 'bytes' ? readBytes(cursor) : null;
}
