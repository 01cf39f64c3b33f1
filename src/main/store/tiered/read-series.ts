import type { SeriesName } from '#contract/operations.ts';
import { readSeriesOf } from '../../formats/bundle/read-series.ts';
import type { Series } from '../../formats/bundle/series.ts';
import {
  columnsForSeries,
  readSeriesOfSkeleton,
} from '../../formats/exact/decompose/read-series.ts';
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
  if (stored.skeleton !== null && run < stored.runs) {
    const [skeleton, tables] = await Promise.all([
      source.skeleton(stored.skeleton),
      readTables(stored, source, { portfolio_snapshots: columnsForSeries }),
    ]);
    const points = readSeriesOfSkeleton(skeleton, tables, run, name);
    if (points !== null)
      return { name, time: points.time, value: points.value, isNull: points.nulls };
  }
  const payload = await readPayload(stored, source);
  return readSeriesOf({ formatVersion: stored.version, payload }, run, name);
}
