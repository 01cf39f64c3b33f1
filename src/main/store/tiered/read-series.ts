import type { SeriesName } from '#contract/operations.ts';
import { readSeriesOf } from '../../formats/bundle/read-series.ts';
import type { Series } from '../../formats/bundle/series.ts';
import { columnsForSeries, readManyOfSkeleton } from '../../formats/exact/decompose/read-series.ts';
import type { StoredBacktest } from './manifest.ts';
import { type BatchSource, readPayload, readTables } from './read-backtest.ts';

/**
 * A series of one run: from the rows it follows from or lies in; where the document holds it in any other
 * way, from the payload, put together and checked. Throws as `readSeries` of a bundle does, and `file-damaged`.
 */
export async function readStoredSeries(
  stored: StoredBacktest,
  source: BatchSource,
  run: number,
  name: SeriesName,
): Promise<Series> {
  return (await readStoredSeriesOf(stored, source, run, [name]))[0]!;
}

/** The same for several series of the run, whose rows are read once. */
export async function readStoredSeriesOf(
  stored: StoredBacktest,
  source: BatchSource,
  run: number,
  names: readonly SeriesName[],
): Promise<Series[]> {
  const found = await seriesOfRows(stored, source, run, names);
  if (found.every((series) => series !== null)) return found;
  const payload = await readPayload(stored, source);
  const container = { formatVersion: stored.version, payload };
  return names.map((name, i) => found[i] ?? readSeriesOf(container, run, name));
}

async function seriesOfRows(
  stored: StoredBacktest,
  source: BatchSource,
  run: number,
  names: readonly SeriesName[],
): Promise<(Series | null)[]> {
  if (stored.skeleton === null || run >= stored.runs) return names.map(() => null);
  const [skeleton, tables] = await Promise.all([
    source.skeleton(stored.skeleton),
    readTables(stored, source, { portfolio_snapshots: columnsForSeries }),
  ]);
  const placed = readManyOfSkeleton(skeleton, tables, run, names);
  return names.map((name) => {
    const points = placed.get(name);
    if (points === undefined) return null;
    return { name, time: points.time, value: points.value, isNull: points.nulls };
  });
}
