import type { SeriesName } from '#contract/operations.ts';
import { openSeriesOf } from '../../formats/bundle/read-series.ts';
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
  return (await openStoredSeries(stored, source))(run, names);
}

/** The same for several runs of a backtest: what it takes is read once. */
export async function openStoredSeries(
  stored: StoredBacktest,
  source: BatchSource,
): Promise<(run: number, names: readonly SeriesName[]) => Promise<Series[]>> {
  const parts =
    stored.skeleton === null
      ? null
      : await Promise.all([
          source.skeleton(stored.skeleton),
          readTables(stored, source, columnsForSeries),
        ]);
  let payload: Promise<Uint8Array> | null = null;

  function seriesOfRows(run: number, names: readonly SeriesName[]): (Series | null)[] {
    if (parts === null || run >= stored.runs) return names.map(() => null);
    const placed = readManyOfSkeleton(...parts, run, names);
    return names.map((name) => {
      const points = placed.get(name);
      if (points === undefined) return null;
      return { name, time: points.time, value: points.value, isNull: points.nulls };
    });
  }

  return async (run, names) => {
    const found = seriesOfRows(run, names);
    if (found.every((series) => series !== null)) return found;
    payload ??= readPayload(stored, source);
    const seriesOf = openSeriesOf({ formatVersion: stored.version, payload: await payload });
    return names.map((name, i) => found[i] ?? seriesOf(run, name));
  };
}
