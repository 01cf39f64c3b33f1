import { seriesNames } from '#contract/operations.ts';
import { writingZstd, type Zstd } from '../../zstd/zstd.ts';
import { type ByteSource, openByteSource, skeletonCorrupt } from '../bytes/byte-source.ts';
import { createOutput, type Output, putArrayHead, putBytes, room } from '../bytes/output.ts';
import { datasets } from '../datasets/dataset-columns.ts';
import { type BundleTables, noRows } from '../datasets/run-table.ts';
import type { PyarrowProfile } from '../pyarrow/pyarrow-profile.ts';
import { createSeriesEncoder, type SeriesPoints } from '../pyarrow/series-file.ts';
import { type RowWriter, readTable } from '../rows/read-table.ts';
import { readShapeList } from '../rows/shape-list.ts';
import { PAGE_LEVEL } from './blob-holes.ts';
import { OPAQUE_VERSION, SKELETON_VERSION } from './decompose.ts';
import { holeCodes, rowTables } from './holes.ts';
import { restoreNans } from './nan-notes.ts';
import { readProfiles } from './profile-list.ts';
import { type ReadRun, readRun } from './read-run.ts';
import { int64Times } from './run-series.ts';
import { putTimes } from './signals.ts';

/** No payload is larger: the reader of bundles refuses it. */
const MAX_PAYLOAD = 2 ** 30;
/** What is believed of a length before the bytes are there. */
const FIRST_BYTES = 2 ** 25;

/**
 * Puts a payload together from its skeleton, its rows in the datasets and its chunks. Throws `skeleton-corrupt` when
 * these do not belong together; whether the result is the payload is for the caller to prove by its hash.
 */
export function recompose(
  skeleton: Uint8Array,
  tables: BundleTables,
  chunks: readonly Uint8Array[],
  zstd: Zstd = writingZstd(),
): Uint8Array {
  const source = openByteSource(skeleton);
  const version = source.byte();
  if (version === OPAQUE_VERSION) return chunkAt(chunks, 0);
  if (version !== SKELETON_VERSION) {
    throw skeletonCorrupt(0, `has the version ${version}, which only a newer Strata reads`);
  }
  const length = source.count(MAX_PAYLOAD);
  const profiles = readProfiles(source);
  const shapes = readShapeList(source);
  const summary =
    source.byte() === 0
      ? null
      : readTable(source, shapes, datasets.backtests, tables.backtest, new Map());
  const runs: ReadRun[] = [];
  const runCount = source.count(1_000_000);
  for (let run = 0; run < runCount; run++) {
    runs.push(readRun(source, shapes, tables.runs[run] ?? {}));
  }
  const out = createOutput(Math.min(length, FIRST_BYTES));
  writeHoles(out, source, { summary, runs, tables, chunks, profiles, zstd });
  if (out.at !== length)
    throw skeletonCorrupt(source.position, 'gives a payload of another length');
  return out.bytes.subarray(0, length);
}

interface Parts {
  summary: RowWriter | null;
  runs: readonly ReadRun[];
  tables: BundleTables;
  chunks: readonly Uint8Array[];
  profiles: readonly PyarrowProfile[];
  zstd: Zstd;
}

function writeHoles(out: Output, source: ByteSource, parts: Parts): void {
  const { runs, tables, chunks, profiles, zstd } = parts;
  const encode = createSeriesEncoder((page) => zstd.compress(page, PAGE_LEVEL));
  /** Signals written so far, by run. */
  const signalsAt = new Map<number, number>();

  for (;;) {
    const literal = source.take(source.varint());
    putBytes(out, literal, 0, literal.length);
    const code = source.byte();
    switch (code) {
      case holeCodes.end:
        return;
      case holeCodes.list:
      case holeCodes.rows: {
        const run = runAt(source.varint());
        const rows = run.writers[rowTables[source.varint()] ?? 'events'];
        if (rows === undefined)
          throw skeletonCorrupt(source.position, 'lacks rows it has a place for');
        if (code === holeCodes.list) putArrayHead(out, rows.count);
        for (let row = 0; row < rows.count; row++) rows.put(out, row);
        break;
      }
      case holeCodes.summary:
        if (parts.summary === null) throw skeletonCorrupt(source.position, 'lacks its summary');
        parts.summary.put(out, 0);
        break;
      case holeCodes.times: {
        const run = source.varint();
        const count = source.varint();
        const from = signalsAt.get(run) ?? 0;
        putTimes(out, tables.runs[run]?.signals ?? noRows, from, count);
        signalsAt.set(run, from + count);
        break;
      }
      case holeCodes.derivedSeries:
      case holeCodes.storedSeries: {
        const run = runAt(source.varint());
        const name = seriesNames[source.byte()];
        const token = source.byte();
        const profile = profiles[source.varint()];
        if (name === undefined || profile === undefined) {
          throw skeletonCorrupt(source.position, 'names an unknown series or profile');
        }
        const points =
          code === holeCodes.derivedSeries
            ? derived(run, name, source.byte())
            : stored(run, source.varint());
        putBin(out, token, Buffer.from(encode(points, profile)));
        break;
      }
      case holeCodes.chunk: {
        const chunk = Buffer.from(chunkAt(chunks, source.varint()));
        putBytes(out, chunk, 0, chunk.length);
        break;
      }
      default:
        throw skeletonCorrupt(source.position, `has an unknown hole ${code}`);
    }
  }

  function runAt(run: number): ReadRun {
    const found = runs[run];
    if (found !== undefined) return found;
    throw skeletonCorrupt(source.position, `names run ${run} of ${runs.length}`);
  }

  function derived(
    run: ReadRun,
    name: (typeof seriesNames)[number],
    variant: number,
  ): SeriesPoints {
    const series = run.series.derive(name, variant);
    if (series === null) throw skeletonCorrupt(source.position, `cannot derive ${name}`);
    return { time: int64Times(series.time), value: series.value, nulls: null };
  }

  function stored(run: ReadRun, count: number): SeriesPoints {
    const { time, value, nulls } = run.takeSeries(count);
    restoreNans(source, value);
    return { time: int64Times(time), value, nulls };
  }
}

function putBin(out: Output, token: number, content: Buffer): void {
  room(out, 5 + content.length);
  const width = 1 << (token - 0xc4);
  if (token < 0xc4 || token > 0xc6 || content.length >= 256 ** width) {
    throw skeletonCorrupt(0, `has a wrong head for ${content.length} bytes`);
  }
  out.bytes[out.at] = token;
  out.bytes.writeUIntBE(content.length, out.at + 1, width);
  out.at += 1 + width;
  putBytes(out, content, 0, content.length);
}

function chunkAt(chunks: readonly Uint8Array[], index: number): Uint8Array {
  const chunk = chunks[index];
  if (chunk !== undefined) return chunk;
  throw skeletonCorrupt(0, `needs chunk ${index} of ${chunks.length}`);
}
