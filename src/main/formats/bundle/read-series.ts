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
import { isReference } from './read-metrics.ts';
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
export function readSeriesOf(
  { formatVersion, payload }: Container,
  run: number,
  name: SeriesName,
): Series {
  const cursor = openCursor(payload);
  const { facts, slots } = walkDocument(cursor, formatVersion, () => skipValue(cursor));
  const runsAt = slots.flatMap((slot) => slot.runsAt);
  const runAt = runsAt[run];
  if (runAt === undefined) {
    throw new ArchiveError('not-found', `the bundle has ${runsAt.length} runs, and no run ${run}`);
  }
  cursor.position = runAt;
  const seriesAt = readMetricsOfRun(cursor, formatVersion)?.seriesAt[name];
  if (seriesAt === undefined) return noPoints(name);
  cursor.position = seriesAt;
  if (!isReference(cursor)) return readInlineSeries(cursor, name);
  const blob = findBlob(cursor, facts.blobsAt, readReference(cursor));
  return blob === null ? noPoints(name) : { name, ...readSeriesFile(blob) };
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

function findBlob(cursor: Cursor, blobsAt: number | null, key: string | null): Buffer | null {
  if (blobsAt === null || key === null) return null;
  cursor.position = blobsAt;
  if (peekKind(cursor) !== 'map') throw unexpected('blobs is no map', blobsAt);
  const wanted = Buffer.from(key);
  let blob: Buffer | null = null;
  const size = readMapSize(cursor);
  for (let pair = 0; pair < size; pair++) {
    const offset = cursor.position;
    const isWanted = readKeyBytes(cursor).equals(wanted);
    if (isWanted && blob !== null) throw duplicateKeyAt(offset, key);
    if (isWanted && peekKind(cursor) === 'bytes') blob = readBytes(cursor);
    else skipValue(cursor);
  }
  return blob;
}
