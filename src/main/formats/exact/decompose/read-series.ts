import { type SeriesName, seriesNames } from '#contract/operations.ts';
import { type ByteSource, openByteSource, skeletonCorrupt } from '../bytes/byte-source.ts';
import { type DatasetName, datasets } from '../datasets/dataset-columns.ts';
import type { BundleTables } from '../datasets/run-table.ts';
import { readTable } from '../rows/read-table.ts';
import { readShapeList } from '../rows/shape-list.ts';
import { SKELETON_VERSION } from './decompose.ts';
import { holeCodes } from './holes.ts';
import { restoreNans } from './nan-notes.ts';
import { readProfiles } from './profile-list.ts';
import { type ReadRun, readRun } from './read-run.ts';
import type { StoredPoints } from './series-rows.ts';

/** What series follow from, and lie in; of the other tables only how many rows they have. */
export const columnsForSeries: Readonly<Record<DatasetName, readonly string[]>> = {
  backtests: [],
  runs: [],
  portfolio_snapshots: ['ts', 'total_value', 'cash_flow'],
  trades: [],
  orders: [],
  signals: [],
  metric_series: ['ts', 'value'],
};

/**
 * The points of an embedded series of one run, without putting the payload together, from tables that have at least
 * `columnsForSeries`. Null where the
 * skeleton has no place for it: it stands in the document itself, in a chunk, or nowhere. Throws
 * `skeleton-corrupt`.
 */
export function readSeriesOfSkeleton(
  skeleton: Uint8Array,
  tables: BundleTables,
  run: number,
  name: SeriesName,
): StoredPoints | null {
  return readManyOfSkeleton(skeleton, tables, run, [name]).get(name) ?? null;
}

/** The same of several series in one reading; those that the skeleton has no place for are left out. */
export function readManyOfSkeleton(
  skeleton: Uint8Array,
  tables: BundleTables,
  run: number,
  names: readonly SeriesName[],
): Map<SeriesName, StoredPoints> {
  const source = openByteSource(skeleton);
  if (source.byte() !== SKELETON_VERSION) return new Map();
  source.varint();
  readProfiles(source);
  const shapes = readShapeList(source);
  if (source.byte() !== 0) {
    readTable(source, shapes, datasets.backtests, tables.backtest, new Map());
  }
  const runs: ReadRun[] = [];
  for (let left = source.count(1_000_000); left > 0; left--) {
    runs.push(readRun(source, shapes, tables.runs[runs.length] ?? {}));
  }
  return findPlaces(source, runs, run, names);
}

/** Goes over the holes of the document up to the last that is looked for. */
function findPlaces(
  source: ByteSource,
  runs: readonly ReadRun[],
  wantedRun: number,
  wantedNames: readonly SeriesName[],
): Map<SeriesName, StoredPoints> {
  const found = new Map<SeriesName, StoredPoints>();
  while (found.size < wantedNames.length) {
    source.take(source.varint());
    const code = source.byte();
    switch (code) {
      case holeCodes.end:
        return found;
      case holeCodes.summary:
        break;
      case holeCodes.chunk:
        source.varint();
        break;
      case holeCodes.list:
      case holeCodes.rows:
      case holeCodes.times:
        source.varint();
        source.varint();
        break;
      case holeCodes.derivedSeries:
      case holeCodes.storedSeries: {
        const at = source.varint();
        const name = seriesNames[source.byte()];
        source.byte();
        source.varint();
        const isWanted = at === wantedRun && name !== undefined && wantedNames.includes(name);
        const run = runs[at];
        if (run === undefined) throw skeletonCorrupt(source.position, `names run ${at}`);
        if (code === holeCodes.derivedSeries) {
          const variant = source.byte();
          if (!isWanted) break;
          const series = run.series.derive(name, variant);
          if (series === null) throw skeletonCorrupt(source.position, `cannot derive ${name}`);
          found.set(name, { ...series, nulls: null });
          break;
        }
        const points = run.takeSeries(source.varint());
        restoreNans(source, points.value);
        if (isWanted) found.set(name, points);
        break;
      }
      default:
        throw skeletonCorrupt(source.position, `has an unknown hole ${code}`);
    }
  }
  return found;
}
