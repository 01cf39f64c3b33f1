import { type Cursor, openCursor, requireEnd } from '../../messagepack/cursor.ts';
import { skipValue } from '../../messagepack/skip-value.ts';
import { writingZstd, type Zstd } from '../../zstd/zstd.ts';
import { type ByteSink, createByteSink } from '../bytes/byte-sink.ts';
import { cellsOf } from '../cells/column-cells.ts';
import { datasets } from '../datasets/dataset-columns.ts';
import { type BundleTables, noRows, type RunTable, type RunTables } from '../datasets/run-table.ts';
import type { PyarrowProfile } from '../pyarrow/pyarrow-profile.ts';
import { readRows } from '../rows/read-rows.ts';
import { createShapeList, type ShapeList } from '../rows/shape-list.ts';
import { writeTable } from '../rows/write-table.ts';
import { takeBlobs } from './blob-holes.ts';
import type { Span } from './field-spans.ts';
import { type DocumentParts, findParts } from './find-parts.ts';
import { type Hole, holeCodes, writeDocument } from './holes.ts';
import { logicalSha256 } from './logical-hash.ts';
import { writeProfiles } from './profile-list.ts';
import { symbolsChunk } from './symbols-chunk.ts';
import { type WrittenRun, writeRun } from './write-run.ts';

/** Bytes that are kept apart from the skeleton, by their hash (archive.md §8). */
export interface ExactChunk {
  kind: 'params' | 'metric-series-blobs' | 'originals';
  bytes: Uint8Array;
}

/** A payload taken apart: with all of it, and nothing else, `recompose` gives the very payload back. */
export interface Decomposed {
  skeleton: Uint8Array;
  tables: BundleTables;
  /** In the order in which the skeleton counts them. */
  chunks: ExactChunk[];
  /** What the backtest trades, for readers; see `symbolsChunk`. */
  symbols: Uint8Array | null;
  /** See `logicalSha256`; of an opaque payload simply its hash. */
  logicalSha256: string;
  /** The payload was not understood and is whole in the one chunk. */
  isOpaque: boolean;
}

export const SKELETON_VERSION = 1;
/** First byte of a skeleton whose payload is chunk 0. */
export const OPAQUE_VERSION = 0;

/**
 * Takes a payload (the decompressed document of a bundle of that format version) apart. What is not
 * understood stays in the skeleton as it is: a field, a list, in the end the whole payload. Never throws.
 */
export function decompose(
  payload: Uint8Array,
  formatVersion: number,
  zstd: Zstd = writingZstd(),
): Decomposed {
  const cursor = openCursor(payload);
  let parts: DocumentParts;
  try {
    skipValue(cursor);
    requireEnd(cursor);
    parts = findParts(cursor, formatVersion);
  } catch {
    return keepOpaque(payload);
  }
  return takeApart(cursor, parts, formatVersion, zstd);
}

/** A payload kept whole: also the answer where a proof fails. */
export function keepOpaque(payload: Uint8Array): Decomposed {
  return {
    skeleton: Uint8Array.of(OPAQUE_VERSION),
    tables: { backtest: noRows, runs: [] },
    chunks: [{ kind: 'originals', bytes: payload }],
    symbols: null,
    logicalSha256: logicalSha256(openCursor(payload).bytes, []),
    isOpaque: true,
  };
}

function takeApart(
  payload: Cursor,
  parts: DocumentParts,
  formatVersion: number,
  zstd: Zstd,
): Decomposed {
  const shapes = createShapeList();
  const profiles: PyarrowProfile[] = [];
  const chunks: ExactChunk[] = [];
  const keep = (kind: ExactChunk['kind'], bytes: Uint8Array) => chunks.push({ kind, bytes }) - 1;
  const holes: Hole[] = [];

  const { start, end } = parts.parameters ?? { start: 0, end: 0 };
  if (end - start > 1) {
    const chunk = keep('params', new Uint8Array(payload.bytes.subarray(start, end)));
    holes.push({ start, end, code: holeCodes.chunk, write: (sink) => sink.varint(chunk) });
  }
  const notes = createByteSink(4096);
  const summary = writeSummary(notes, shapes, payload, parts.summary, holes);
  notes.varint(parts.runs.length);
  const runs = parts.runs.map((at, run) => writeRun(notes, shapes, payload, at, run));
  for (const run of runs) holes.push(...run.holes);
  const keepBlob = (bytes: Uint8Array) => keep('metric-series-blobs', bytes);
  const taken =
    parts.blobs === null
      ? { holes: [], series: [] }
      : takeBlobs(payload, parts.blobs, runs, profiles, zstd, keepBlob);
  holes.push(...taken.holes);
  const tables: BundleTables = {
    backtest: summary,
    runs: runs.map(withSeries),
  };

  const skeleton = createByteSink(16_384);
  skeleton.byte(SKELETON_VERSION);
  skeleton.varint(payload.end);
  writeProfiles(skeleton, profiles);
  shapes.write(skeleton);
  skeleton.bytes(notes.view());
  writeDocument(skeleton, payload.bytes, holes);
  return {
    skeleton: skeleton.copy(),
    tables,
    chunks,
    symbols: symbolsChunk(payload, formatVersion, parts.runs[0]),
    logicalSha256: logicalSha256(payload.bytes, taken.series),
    isOpaque: false,
  };
}

/** The tables of a run with the rows of its series, and the names of those that follow from its snapshots. */
function withSeries({ tables, seriesRows }: WrittenRun): RunTables {
  const metricSeries = seriesRows.table();
  const all = metricSeries.rows === 0 ? tables : { ...tables, metric_series: metricSeries };
  const names = seriesRows.derivedNames();
  if (names === null || tables.runs === undefined) return all;
  const columns = { ...tables.runs.columns, derived_series: cellsOf('text', [names]) };
  return { ...all, runs: { rows: tables.runs.rows, columns } };
}

/** The summary becomes the row of the backtest. */
function writeSummary(
  notes: ByteSink,
  shapes: ShapeList,
  payload: Cursor,
  span: Span | null,
  holes: Hole[],
): RunTable {
  if (span !== null) payload.position = span.start;
  const rows = span === null ? null : readRows(payload, 1);
  notes.byte(rows === null ? 0 : 1);
  if (rows === null) return noRows;
  holes.push({ ...span!, code: holeCodes.summary, write: () => {} });
  const columns = writeTable(notes, shapes, payload, rows, datasets.backtests, new Map());
  return { rows: 1, columns };
}
