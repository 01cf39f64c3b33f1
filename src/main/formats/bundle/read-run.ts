import type { Cursor } from '../messagepack/cursor.ts';
import { keyTable, readFields } from '../messagepack/key-table.ts';
import { peekKind, readArraySize, readText } from '../messagepack/read-value.ts';
import { skipValue } from '../messagepack/skip-value.ts';
import type { RunRecord } from './bundle-record.ts';
import { requireKind } from './document-shape.ts';
import { type Metrics, readMetrics } from './read-metrics.ts';
import { readTime } from './read-times.ts';
import { readNumber } from './sql-value.ts';

/** What a run says of itself (FORMATS §8.1); its place in the bundle is added by who knows it. */
export type RunFacts = Omit<RunRecord, 'run' | 'studyName' | 'sampleType' | 'engine'> & {
  hasReferences: boolean;
};

const runFields = keyTable([
  'backtest_metrics',
  'backtest_start_date',
  'backtest_end_date',
  'backtest_date_range_name',
  'window_role',
  'trading_symbol',
  'initial_unallocated',
  'created_at',
  'symbols',
  'number_of_days',
  'metadata',
]);
const runMetadataFields = keyTable(['universe_key']);
const metricsField = keyTable(['backtest_metrics']);

/** Reads the run at the cursor, passing over snapshots, trades, orders, signals and series. */
export function readRun(cursor: Cursor, formatVersion: number): RunFacts {
  const run: RunFacts = {
    window: null,
    windowRole: null,
    universeKey: null,
    start: null,
    end: null,
    symbols: [],
    tradingSymbol: null,
    createdAt: null,
    initialUnallocated: null,
    numberOfDays: null,
    metrics: null,
    hasReferences: false,
  };
  requireKind(cursor, 'map', 'a run');
  readFields(cursor, runFields, (key) => {
    switch (key) {
      case 'backtest_metrics': {
        const metrics = readRunMetrics(cursor, formatVersion);
        run.metrics = metrics?.values ?? null;
        run.hasReferences = metrics?.hasReferences ?? false;
        return;
      }
      case 'backtest_start_date':
        run.start = readTime(cursor, key);
        return;
      case 'backtest_end_date':
        run.end = readTime(cursor, key);
        return;
      case 'created_at':
        run.createdAt = readTime(cursor, key);
        return;
      case 'backtest_date_range_name':
        run.window = readOptionalText(cursor);
        return;
      case 'window_role':
        run.windowRole = readOptionalText(cursor);
        return;
      case 'trading_symbol':
        run.tradingSymbol = readOptionalText(cursor);
        return;
      case 'symbols':
        run.symbols = readTexts(cursor);
        return;
      case 'initial_unallocated':
        run.initialUnallocated = readNumber(cursor);
        return;
      case 'number_of_days':
        run.numberOfDays = readNumber(cursor);
        return;
      case 'metadata':
        run.universeKey = readUniverseKey(cursor);
    }
  });
  return run;
}

/** The metrics of the run at the cursor, which moves behind the run; null when it has none. */
export function readMetricsOfRun(cursor: Cursor, formatVersion: number): Metrics | null {
  let metrics: Metrics | null = null;
  requireKind(cursor, 'map', 'a run');
  readFields(cursor, metricsField, () => {
    metrics = readRunMetrics(cursor, formatVersion);
  });
  return metrics;
}

/** A text, or null for anything else. */
export function readOptionalText(cursor: Cursor): string | null {
  if (peekKind(cursor) === 'text') return readText(cursor);
  skipValue(cursor);
  return null;
}

/** The texts of a list; other items, and what is no list, are passed over. */
export function readTexts(cursor: Cursor): string[] {
  const texts: string[] = [];
  if (peekKind(cursor) !== 'array') {
    skipValue(cursor);
    return texts;
  }
  const size = readArraySize(cursor);
  for (let index = 0; index < size; index++) {
    const text = readOptionalText(cursor);
    if (text !== null) texts.push(text);
  }
  return texts;
}

function readRunMetrics(cursor: Cursor, formatVersion: number): Metrics | null {
  if (peekKind(cursor) === 'nil') {
    skipValue(cursor);
    return null;
  }
  requireKind(cursor, 'map', 'backtest_metrics');
  return readMetrics(cursor, formatVersion);
}

/** Runs from v4 on are tied to a universe by their metadata (FORMATS §5). */
function readUniverseKey(cursor: Cursor): string | null {
  let universeKey: string | null = null;
  if (peekKind(cursor) !== 'map') skipValue(cursor);
  else {
    readFields(cursor, runMetadataFields, () => {
      universeKey = readOptionalText(cursor);
    });
  }
  return universeKey;
}
