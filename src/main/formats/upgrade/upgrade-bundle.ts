import { seriesNames } from '#contract/operations.ts';
import { createSeriesEncoder } from '../exact/pyarrow/series-file.ts';
import { decodeExact } from '../messagepack/decode-exact.ts';
import { encodeExact } from '../messagepack/encode-exact.ts';
import { type Exact, type ExactMap, exactInteger } from '../messagepack/exact-value.ts';
import { writingZstd, type Zstd } from '../zstd/zstd.ts';
import { pyarrow26 } from './pyarrow-26.ts';
import { rewriteTime, seriesTime } from './python-time.ts';
import {
  asList,
  asMap,
  emptyMap,
  type Field,
  floatBits,
  isTruthy,
  notUpgradable,
  plainForm,
  rewriteRecord,
} from './record-fields.ts';
import { summaryKeys } from './summary-keys.ts';
import { upgradeMetrics } from './upgrade-metrics.ts';
import { upgradeRun } from './upgrade-run.ts';

const pageLevel = 5;

/**
 * The v2 payload that framework 8.10.0 with pyarrow 26 writes for a v1 bundle it has opened (FORMATS §4, §5,
 * §9), always the same bytes for the same bundle. What belongs to the OHLCV store stays as it was. Throws
 * `document-unexpected` for a document that the framework cannot open.
 */
export function upgradeBundle(payload: Uint8Array, zstd: Zstd): Uint8Array {
  const document = asMap(plainForm(decodeExact(payload)), 'the document');
  const backtest = asMap(document.get('backtest') ?? emptyMap(), 'backtest');
  const engine = backtest.get('engine_type') ?? null;
  const [runsKey, summaryKey] = engineKeys.get(engine as string) ?? [
    'backtest_runs',
    'backtest_summary',
  ];
  const blobs: ExactMap = new Map();
  const runs = asList(backtest.get('backtest_runs') ?? [], 'backtest_runs').map(upgradeRun);
  const encode = createSeriesEncoder((page) => zstd.compress(page, pageLevel));
  for (const [index, run] of runs.entries()) takeSeries(run, index, blobs, encode);
  const upgraded: ExactMap = new Map<string, Exact>([
    ['format_version', exactInteger(2)],
    ['engine_type', engine],
    ['algorithm_id', backtest.get('algorithm_id') ?? null],
    ['metadata', orEmpty(backtest, 'metadata', emptyMap())],
    ['risk_free_rate', backtest.get('risk_free_rate') ?? null],
    ['strategy_ids', orEmpty(backtest, 'strategy_ids', [])],
    ['parameters', orEmpty(backtest, 'parameters', emptyMap())],
    ['tag', backtest.get('tag') ?? null],
    ['backtest_permutation_tests', upgradeTests(backtest.get('backtest_permutation_tests') ?? [])],
    [runsKey, runs.length === 0 ? null : runs],
    [summaryKey, upgradeSummary(backtest.get('backtest_summary') ?? null)],
  ]);
  if (blobs.size > 0) upgraded.set('blobs', blobs);
  const ohlcv = document.get('ohlcv') ?? null;
  if (isTruthy(ohlcv)) upgraded.set('ohlcv', ohlcv);
  return encodeExact(upgraded);
}

/** A v2 file as 8.10.0 writes it. */
export function bundleFile(payload: Uint8Array): Uint8Array {
  const frame = writingZstd().compress(payload, 19);
  const header = Buffer.from('IAFB\x02\0\0\0', 'latin1');
  return Buffer.concat([header, frame]);
}

const engineKeys: ReadonlyMap<string, readonly [string, string]> = new Map([
  ['vector', ['vector_runs', 'vector_metrics'] as const],
  ['event', ['event_runs', 'event_metrics'] as const],
]);

function orEmpty(backtest: ExactMap, key: string, empty: Exact): Exact {
  const value = backtest.get(key) ?? null;
  return isTruthy(value) ? value : empty;
}

function upgradeSummary(value: Exact): Exact {
  if (!isTruthy(value)) return null;
  const summary = asMap(value, 'backtest_summary');
  const known = new Set<string>(summaryKeys);
  for (const key of summary.keys()) {
    if (!known.has(key)) throw notUpgradable(`its summary holds ${JSON.stringify(key)}`);
  }
  return new Map(summaryKeys.map((key) => [key, summary.get(key) ?? null]));
}

const testFields: readonly Field[] = [
  ['real_metrics', (value) => (isTruthy(value) ? upgradeMetrics(value) : null)],
  [
    'permutated_metrics',
    (value) => asList(value ?? [], 'permutated_metrics').map((one) => upgradeMetrics(one)),
  ],
  ['p_values', (value) => (isTruthy(value) ? value : emptyMap())],
  ['backtest_start_date', testDate],
  ['backtest_end_date', testDate],
  ['backtest_date_range_name', (value) => value],
];

function testDate(value: Exact): Exact {
  return typeof value === 'string' ? rewriteTime(value, 'convert', 'a date of a test') : value;
}

function upgradeTests(value: Exact): Exact {
  const tests = asList(value, 'backtest_permutation_tests');
  if (tests.length === 0) return null;
  return tests.map((test) => rewriteRecord(asMap(test, 'a permutation test'), testFields));
}

/** FORMATS §4: series that are not empty leave the document; empty ones stay. */
function takeSeries(
  run: ExactMap,
  index: number,
  blobs: ExactMap,
  encode: ReturnType<typeof createSeriesEncoder>,
): void {
  const metrics = run.get('backtest_metrics') ?? null;
  if (!(metrics instanceof Map)) return;
  for (const name of seriesNames) {
    const points = metrics.get(name) as [Exact, string][];
    if (points.length === 0) continue;
    const key = `runs/${index}/metrics/${name}.parquet`;
    const time = BigInt64Array.from(points, ([, text]) => seriesTime(text));
    const bits = BigUint64Array.from(points, ([number]) => floatBits(number));
    const value = new Float64Array(bits.buffer);
    blobs.set(key, encode({ time, value, nulls: null }, pyarrow26));
    metrics.set(name, new Map([['@blob', key]]));
  }
}
