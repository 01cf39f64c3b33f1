import { summaryColumns } from '#contract/backtest-summary.ts';
import { runMetricColumns } from '#contract/run-summary.ts';
import type { RunRecord, StudyRecord } from '../src/main/formats/bundle/bundle-record.ts';
import type { IndexChange } from '../src/main/store/index/write-rows.ts';

/** A made-up bundle with one run and five parameters, the same for the same number everywhere. */
export function sketchedBundle(no: number): IndexChange {
  const random = openRandom(no);
  const name = `run_${String(no).padStart(8, '0')}`;
  const tag = `sweep_${no % 40}`;
  const summary = summaryColumns.map((column) => metricOf(column.kind, random));
  const run = aRun(random);
  const parameters = {
    ema_fast: 3 + (no % 20),
    ema_slow: 20 + 5 * (no % 16),
    stop_loss: (no % 10) / 100,
    timeframe: ['1h', '2h', '4h'][no % 3] as string,
    use_trend: no % 2 === 0,
  };
  return {
    kind: 'bundle',
    facts: {
      handle: `${tag}/${name}`,
      fileName: `${name}.iafbt`,
      folder: tag,
      extension: '.iafbt',
      size: 190_000,
      mtimeNs: 1_700_000_000_000_000_000n + BigInt(no) * 1000n,
      mtimeMs: 1_700_000_000_000 + Math.floor(no / 1000),
    },
    record: {
      bundleId: Array.from({ length: 8 }, () => hex(random())).join(''),
      formatVersion: 2,
      payloadBytes: 2_345_000,
      algorithmId: `algorithm_${name}`,
      anchorAlgorithmId: null,
      tag,
      engineType: 'vector',
      riskFreeRate: 0.027,
      frameworkVersion: null,
      parametersJson: JSON.stringify(parameters),
      strategyIdsJson: '["strategy"]',
      strategyIds: ['strategy'],
      parameters: Object.entries(parameters).map(([key, value]) => ({
        name: key,
        kind:
          typeof value === 'boolean' ? 'boolean' : typeof value === 'number' ? 'number' : 'text',
        number: typeof value === 'string' ? null : Number(value),
        text: typeof value === 'string' ? value : null,
      })),
      studyNames: [],
      studies: [aStudy(run, summary)],
      summary,
      runs: [run],
      ohlcv: null,
    },
  };
}

function aRun(random: () => number): RunRecord {
  return {
    run: 0,
    window: 'window_2021',
    windowRole: random() < 0.5 ? 'train' : 'test',
    studyName: 'default',
    sampleType: null,
    engine: 'vector',
    universeKey: null,
    start: 1_609_459_200_000,
    end: 1_640_995_200_000,
    symbols: ['BTC/EUR', 'ETH/EUR'],
    tradingSymbol: 'EUR',
    createdAt: 1_700_000_000_000,
    initialUnallocated: 1000,
    numberOfDays: 365,
    metrics: runMetricColumns.map((column) => metricOf(column.kind, random)),
  };
}

function aStudy(run: RunRecord, summary: StudyRecord['summary']): StudyRecord {
  const { engine, start, end, symbols, tradingSymbol } = run;
  return {
    ...{ study: 0, studyName: 'default', studyDescription: null, universeKey: null },
    ...{ engine, start, end, symbols, tradingSymbol, summary },
    ...{ sampleType: null, windowPart: null, windowRoles: [run.windowRole ?? 'test'] },
    ...{ initialCapital: null, riskFreeRate: 0.027, market: null },
    ...{ numberOfRuns: 1, numberOfTests: 0 },
  };
}

/** One in fifty is missing. */
function metricOf(kind: 'real' | 'integer', random: () => number): number | null {
  if (random() < 0.02) return null;
  return kind === 'integer' ? Math.floor(random() * 200) : random() * 8 - 4;
}

function hex(value: number): string {
  return Math.floor(value * 2 ** 32)
    .toString(16)
    .padStart(8, '0');
}

/** mulberry32, seeded by the number. */
function openRandom(seed: number): () => number {
  let state = (seed + 1) * 0x9e3779b1;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
