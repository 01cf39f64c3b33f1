import { type SummaryKey, summaryColumns } from '#contract/backtest-summary.ts';
import { type RunMetricKey, runMetricColumns } from '#contract/run-summary.ts';
import type {
  BundleRecord,
  ParameterValue,
  RunRecord,
  SqlValue,
  StudyRecord,
} from '../main/formats/bundle/bundle-record.ts';
import type { FileFacts } from '../main/store/index/file-facts.ts';
import type { IndexChange } from '../main/store/index/write-rows.ts';

/** What a test says of a bundle; the rest is ordinary. */
export interface BundleSketch
  extends Partial<Omit<BundleRecord, 'summary' | 'runs' | 'studies' | 'parameters'>> {
  summary?: Partial<Record<SummaryKey, SqlValue>> | null;
  runs?: RunSketch[];
  studies?: StudySketch[];
  parameters?: Record<string, number | string | boolean | null | object>;
}

export interface RunSketch extends Partial<Omit<RunRecord, 'metrics'>> {
  metrics?: Partial<Record<RunMetricKey, SqlValue>> | null;
}

export function aBundle(sketch: BundleSketch = {}): BundleRecord {
  const { summary = {}, runs = [{}], studies = [], parameters = {}, ...rest } = sketch;
  return {
    bundleId: 'ab'.repeat(32),
    formatVersion: 2,
    payloadBytes: 1000,
    algorithmId: null,
    anchorAlgorithmId: null,
    tag: null,
    engineType: 'vector',
    riskFreeRate: 0.027,
    frameworkVersion: null,
    parametersJson: null,
    strategyIdsJson: null,
    strategyIds: [],
    studyNames: [],
    ohlcv: null,
    ...rest,
    parameters: Object.entries(parameters).map(([name, value]) => aParameter(name, value)),
    summary: summary && summaryColumns.map((column) => summary[column.key] ?? null),
    studies: studies.map(aStudy),
    runs: runs.map(aRun),
  };
}

function aStudy(sketch: StudySketch, study: number): StudyRecord {
  const { summary = {}, ...rest } = sketch;
  return {
    study,
    studyName: 'default',
    studyDescription: null,
    engine: 'vector',
    universeKey: null,
    sampleType: null,
    windowPart: null,
    windowRoles: [],
    initialCapital: null,
    riskFreeRate: 0.027,
    symbols: [],
    tradingSymbol: null,
    market: null,
    numberOfRuns: 1,
    numberOfTests: 0,
    start: null,
    end: null,
    ...rest,
    summary: summary && summaryColumns.map((column) => summary[column.key] ?? null),
  };
}

export interface StudySketch extends Partial<Omit<StudyRecord, 'summary'>> {
  summary?: Partial<Record<SummaryKey, SqlValue>> | null;
}

function aRun(sketch: RunSketch, run: number): RunRecord {
  const { metrics = {}, ...rest } = sketch;
  return {
    run,
    window: null,
    windowRole: null,
    studyName: 'default',
    sampleType: null,
    engine: null,
    universeKey: null,
    start: null,
    end: null,
    symbols: [],
    tradingSymbol: null,
    createdAt: null,
    initialUnallocated: 1000,
    numberOfDays: 365,
    ...rest,
    metrics: metrics && runMetricColumns.map((column) => metrics[column.key] ?? null),
  };
}

function aParameter(
  name: string,
  value: number | string | boolean | null | object,
): ParameterValue {
  if (value === null) return { name, kind: 'nil', number: null, text: null };
  if (typeof value === 'number') return { name, kind: 'number', number: value, text: null };
  if (typeof value === 'string') return { name, kind: 'text', number: null, text: value };
  if (typeof value === 'boolean') {
    return { name, kind: 'boolean', number: value ? 1 : 0, text: String(value) };
  }
  return { name, kind: 'json', number: null, text: JSON.stringify(value) };
}

/** A file by its path in the archive. */
export function aFile(path: string, sketch: Partial<FileFacts> = {}): FileFacts {
  const slash = path.lastIndexOf('/');
  const fileName = path.slice(slash + 1);
  const extension = /\.[^.]+$/.exec(fileName)?.[0] ?? '';
  return {
    handle: path.slice(0, path.length - extension.length),
    fileName,
    folder: slash < 0 ? '' : path.slice(0, slash),
    extension,
    size: 5000,
    mtimeNs: 1_700_000_000_000_000_001n,
    mtimeMs: 1_700_000_000_000,
    ...sketch,
  };
}

export function bundleAt(path: string, sketch: BundleSketch = {}): IndexChange {
  return { kind: 'bundle', facts: aFile(path), record: aBundle(sketch) };
}
