import { type identityColumns, summaryColumns } from '#contract/backtest-summary.ts';
import type { Column } from '#contract/column.ts';
import { type runIdentityColumns, runMetricColumns } from '#contract/run-summary.ts';
import type { StudyIdentityKey } from '#contract/study-summary.ts';
import type {
  BundleRecord,
  RunRecord,
  SqlValue,
  StudyRecord,
} from '../../formats/bundle/bundle-record.ts';
import type { FileFacts } from './file-facts.ts';
import { storedBacktestColumns, storedRunColumns, storedStudyColumns } from './sql-columns.ts';
import { integerOf, numberOf } from './sql-value.ts';

type IdentityKey = (typeof identityColumns)[number]['key'];
type RunIdentityKey = (typeof runIdentityColumns)[number]['key'];

/** Where every column of a backtest comes from; a column without a source does not compile. */
const identity: Readonly<
  Record<IdentityKey, (facts: FileFacts, record: BundleRecord) => SqlValue>
> = {
  handle: (facts) => facts.handle,
  bundle_id: (_, record) => record.bundleId,
  algorithm_id: (_, record) => record.algorithmId,
  anchor_algorithm_id: (_, record) => record.anchorAlgorithmId,
  tag: (_, record) => record.tag,
  engine_type: (_, record) => record.engineType,
  symbols: (_, record) => joined(sortedUnique(record.runs.flatMap((run) => run.symbols)), ' '),
  trading_symbol: (_, record) => joined(unique(record.runs.map((run) => run.tradingSymbol)), ' '),
  number_of_runs: (_, record) => record.runs.length,
  worst_drawdown: (_, record) => worstDrawdown(record),
  start: (_, record) => least(record.runs.map((run) => run.start)),
  end: (_, record) => greatest(record.runs.map((run) => run.end)),
  windows: (_, record) => joined(unique(record.runs.map((run) => run.window)), ' '),
  study_names: (_, record) => joined(record.studyNames, ','),
  risk_free_rate: (_, record) => numberOf(record.riskFreeRate),
  strategy_ids: (_, record) => joined(record.strategyIds, ','),
  created_at: (_, record) => greatest(record.runs.map((run) => run.createdAt)),
  framework_version: (_, record) => record.frameworkVersion,
  format_version: (_, record) => record.formatVersion,
  folder: (facts) => facts.folder,
  file_name: (facts) => facts.fileName,
  file_size: (facts) => facts.size,
  payload_bytes: (_, record) => record.payloadBytes,
  modified_at: (facts) => Math.floor(facts.mtimeMs),
  ohlcv_keys: (_, record) =>
    joined(
      (record.ohlcv?.chunks ?? []).map((chunk) => chunk.key),
      ' ',
    ),
};

const runIdentity: Readonly<Record<RunIdentityKey, (run: RunRecord) => SqlValue>> = {
  run: (run) => run.run,
  window: (run) => run.window,
  window_role: (run) => run.windowRole,
  study_name: (run) => run.studyName,
  sample_type: (run) => run.sampleType,
  engine: (run) => run.engine,
  universe_key: (run) => run.universeKey,
  start: (run) => integerOf(run.start),
  end: (run) => integerOf(run.end),
  symbols: (run) => joined(run.symbols, ' '),
  trading_symbol: (run) => run.tradingSymbol,
  created_at: (run) => integerOf(run.createdAt),
  initial_unallocated: (run) => numberOf(run.initialUnallocated),
  number_of_days: (run) => numberOf(run.numberOfDays),
};

const studyIdentity: Readonly<Record<StudyIdentityKey, (study: StudyRecord) => SqlValue>> = {
  study_name: (study) => study.studyName,
  engine: (study) => study.engine,
  universe_key: (study) => study.universeKey,
  study_description: (study) => study.studyDescription,
  sample_type: (study) => study.sampleType,
  window_part: (study) => study.windowPart,
  window_roles: (study) => joined(study.windowRoles, ' '),
  number_of_runs: (study) => study.numberOfRuns,
  number_of_tests: (study) => study.numberOfTests,
  start: (study) => integerOf(study.start),
  end: (study) => integerOf(study.end),
  symbols: (study) => joined(study.symbols, ' '),
  trading_symbol: (study) => study.tradingSymbol,
  market: (study) => study.market,
  initial_capital: (study) => numberOf(study.initialCapital),
  risk_free_rate: (study) => numberOf(study.riskFreeRate),
};

const backtestSources = storedBacktestColumns.map((column) => {
  const source = (identity as Readonly<Record<string, (typeof identity)[IdentityKey]>>)[column.key];
  return source ?? summarySource(column);
});
const runSources = storedRunColumns.map((column) => {
  const source = (runIdentity as Readonly<Record<string, (run: RunRecord) => SqlValue>>)[
    column.key
  ];
  return source ?? runMetricSource(column);
});

const studySources = storedStudyColumns.map((column) => {
  const source = (studyIdentity as Readonly<Record<string, (study: StudyRecord) => SqlValue>>)[
    column.key
  ];
  return source ?? studyMetricSource(column);
});

/** Values of table `backtests`, in the order of `storedBacktestColumns`. */
export function backtestValues(facts: FileFacts, record: BundleRecord): SqlValue[] {
  return backtestSources.map((source) => source(facts, record));
}

/** Values of table `runs`, in the order of `storedRunColumns`. */
export function runValues(run: RunRecord): SqlValue[] {
  return runSources.map((source) => source(run));
}

/** Values of table `studies`, in the order of `storedStudyColumns`. */
export function studyValues(study: StudyRecord): SqlValue[] {
  return studySources.map((source) => source(study));
}

function summarySource(column: Column) {
  const place = summaryColumns.findIndex((summary) => summary.key === column.key);
  return (_: FileFacts, record: BundleRecord) => numberOf(record.summary?.[place] ?? null);
}

function studyMetricSource(column: Column) {
  const place = summaryColumns.findIndex((summary) => summary.key === column.key);
  return (study: StudyRecord) => numberOf(study.summary?.[place] ?? null);
}

function runMetricSource(column: Column) {
  const place = runMetricColumns.findIndex((metric) => metric.key === column.key);
  return (run: RunRecord) => numberOf(run.metrics?.[place] ?? null);
}

const drawdownPlace = runMetricColumns.findIndex((metric) => metric.key === 'max_drawdown');

/** Drawdowns are positive in the documents (FORMATS.md §8.16), so the deepest is the greatest. */
function worstDrawdown(record: BundleRecord): number | null {
  return greatest(record.runs.map((run) => numberOf(run.metrics?.[drawdownPlace] ?? null)));
}

function least(values: readonly (number | null)[]): number | null {
  return reduce(values, Math.min);
}

function greatest(values: readonly (number | null)[]): number | null {
  return reduce(values, Math.max);
}

function reduce(values: readonly (number | null)[], pick: (a: number, b: number) => number) {
  let result: number | null = null;
  for (const value of values) {
    if (value === null || Number.isNaN(value)) continue;
    result = result === null ? value : pick(result, value);
  }
  return result;
}

function unique(texts: readonly (string | null)[]): string[] {
  return [...new Set(texts.filter((text) => text !== null))];
}

function sortedUnique(texts: readonly string[]): string[] {
  return unique(texts).sort((a, b) => (a < b ? -1 : 1));
}

function joined(texts: readonly string[], separator: string): string | null {
  return texts.length > 0 ? texts.join(separator) : null;
}
