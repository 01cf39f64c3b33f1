import type { SeriesName } from '#contract/operations.ts';
import type { RunTable } from '../datasets/run-table.ts';
import { createSeriesPredictor, type PredictSeries } from '../series/predict-series.ts';
import type { DerivedSeries } from '../series/snapshot-values.ts';
import { snapshotValuesOf } from './snapshot-values.ts';

/** The series that follow from a run's snapshots, computed when first asked for. */
export interface RunSeries {
  derive(name: SeriesName, variant: number): DerivedSeries | null;
}

export function createRunSeries(snapshots: RunTable): RunSeries {
  let predict: PredictSeries | null | undefined;
  const known = new Map<string, DerivedSeries | null>();
  return {
    derive(name, variant) {
      if (predict === undefined) {
        const values = snapshotValuesOf(snapshots);
        predict = values === null ? null : createSeriesPredictor(values);
      }
      if (predict === null) return null;
      const key = `${name} ${variant}`;
      const earlier = known.get(key);
      if (earlier !== undefined) return earlier;
      const derived = predict(name, variant);
      known.set(key, derived);
      return derived;
    },
  };
}

const bigTimes = new WeakMap<Float64Array, BigInt64Array>();

/** Milliseconds as the int64 of a series file; one array for one input, so that its pages are written once. */
export function int64Times(time: Float64Array): BigInt64Array {
  const known = bigTimes.get(time);
  if (known !== undefined) return known;
  const wide = new BigInt64Array(time.length);
  for (let i = 0; i < time.length; i++) wide[i] = BigInt(time[i]!);
  bigTimes.set(time, wide);
  return wide;
}
