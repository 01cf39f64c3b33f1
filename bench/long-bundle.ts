import { aBundle, mapAt, payloadOf } from '#testing/bundle-builder.ts';
import { type SeriesName, seriesNames } from '../src/contract/operations.ts';
import { learnProfile } from '../src/main/formats/exact/pyarrow/pyarrow-profile.ts';
import { createSeriesEncoder } from '../src/main/formats/exact/pyarrow/series-file.ts';
import { createSeriesPredictor } from '../src/main/formats/exact/series/predict-series.ts';
import { decodeExact } from '../src/main/formats/messagepack/decode-exact.ts';
import { encodeExact } from '../src/main/formats/messagepack/encode-exact.ts';
import type { Exact, ExactMap } from '../src/main/formats/messagepack/exact-value.ts';
import { readingZstd } from '../src/main/formats/zstd/zstd.ts';

const HOUR = 3_600_000;
const START = Date.UTC(2021, 0, 1);

/** A real bundle with its run made `points` hours long: snapshots, and the series that follow from them. */
export function longBundle(no: number, points: number): Buffer {
  const document = decodeExact(payloadOf('v2/vector/sweep_b_000.iafbt')) as ExactMap;
  document.set('algorithm_id', `long_${no}`);
  stretchRun(document, no, points);
  return aBundle(2, encodeExact(document));
}

/** Makes the only run of a document `points` hours long; where it goes depends on `no` alone. */
export function stretchRun(document: ExactMap, no: number, points: number): void {
  const run = mapAt(document, 'vector_runs', 0);
  const [model] = run.get('portfolio_snapshots') as ExactMap[];
  const time = Float64Array.from({ length: points }, (_, hour) => START + hour * HOUR);
  const totalValue = walk(no, points);
  run.set(
    'portfolio_snapshots',
    Array.from(time, (at, index): Exact => {
      const snapshot = new Map(model);
      snapshot.set('created_at', `${new Date(at).toISOString().slice(0, 19)}+00:00`);
      snapshot.set('total_value', totalValue[index]!);
      snapshot.set('cash_flow', 0);
      return snapshot;
    }),
  );
  const predict = createSeriesPredictor({ time, totalValue, cashFlow: new Float64Array(points) });
  const blobs = mapAt(document, 'blobs');
  const metrics = mapAt(run, 'backtest_metrics');
  const encode = createSeriesEncoder((page) => readingZstd().compress(page, 5));
  for (const name of seriesNames) replaceSeries(name);

  function replaceSeries(name: SeriesName): void {
    const reference = metrics.get(name);
    const series = predict(name, 0);
    if (!(reference instanceof Map) || series === null) return;
    const key = String(reference.get('@blob'));
    const profile = learnProfile(blobs.get(key) as Uint8Array);
    const wide = BigInt64Array.from(series.time, BigInt);
    blobs.set(key, encode({ time: wide, value: series.value, nulls: null }, profile));
  }
}

/** The same for the same number everywhere. */
function walk(no: number, points: number): Float64Array {
  let state = no + 1;
  const value = new Float64Array(points);
  let now = 10_000;
  for (let index = 0; index < points; index += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    now *= 1 + (state / 2 ** 32 - 0.495) * 0.004;
    value[index] = now;
  }
  return value;
}
