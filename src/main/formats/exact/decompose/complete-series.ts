import { type SeriesName, seriesNames } from '#contract/operations.ts';
import type { Cursor } from '../../messagepack/cursor.ts';
import type { SeriesPoints } from '../pyarrow/series-file.ts';
import { seriesVariants } from '../series/predict-series.ts';
import { blobKey } from './blob-key.ts';
import type { WrittenRun } from './write-run.ts';

/**
 * For readers: gives a run the points of series whose files are not put back from them, as a file kept as a
 * chunk, or one that another series refers to first. Their rows come behind those that the skeleton takes.
 */
export function completeSeries(
  payload: Cursor,
  { metrics, series, seriesRows }: WrittenRun,
  pointsOf: ReadonlyMap<string, SeriesPoints>,
): void {
  for (const name of seriesNames) {
    const span = metrics.get(name);
    const key = span === undefined || seriesRows.has(name) ? null : blobKey(payload, span);
    const points = key === null ? undefined : pointsOf.get(key);
    if (points === undefined) continue;
    const time = Float64Array.from(points.time, Number);
    const variant = variantOf(name, time, points);
    if (variant !== undefined) seriesRows.follows(name, variant);
    else if (time.every(Number.isSafeInteger)) {
      seriesRows.add(name, { time, value: points.value, nulls: points.nulls });
    }
  }

  function variantOf(name: SeriesName, time: Float64Array, { value, nulls }: SeriesPoints) {
    if (nulls?.includes(1)) return undefined;
    return seriesVariants.find((variant) => {
      const derived = series.derive(name, variant);
      return derived !== null && same(derived.time, time) && same(derived.value, value);
    });
  }
}

function same(one: Float64Array, other: Float64Array): boolean {
  return one.length === other.length && one.every((value, i) => Object.is(value, other[i]));
}
