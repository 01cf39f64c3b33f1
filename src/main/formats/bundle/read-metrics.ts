import { type SeriesName, seriesNames } from '#contract/operations.ts';
import { runMetricColumns } from '#contract/run-summary.ts';
import type { Cursor } from '../messagepack/cursor.ts';
import { keyTable, readFields, readKeyBytes } from '../messagepack/key-table.ts';
import { peekKind, readArraySize, readMapSize } from '../messagepack/read-value.ts';
import { skipValue } from '../messagepack/skip-value.ts';
import type { SqlValue } from './bundle-record.ts';
import { unexpected } from './document-shape.ts';
import { requireTime } from './read-times.ts';
import { readNumber } from './sql-value.ts';

/** The metrics of one run (FORMATS §8.2). */
export interface Metrics {
  /** In the order of `runMetricColumns`. */
  values: SqlValue[];
  /** Where each series stands in the payload, for those that are there. */
  seriesAt: Partial<Record<SeriesName, number>>;
  /** A series lies in the `blobs` map. */
  hasReferences: boolean;
}

const columns = runMetricColumns.map(({ key }) => key);
const dates = ['backtest_start_date', 'backtest_end_date', 'backtest_window'] as const;
const table = keyTable([...columns, ...seriesNames, ...dates]);
const firstSeries = columns.length;
const firstDate = firstSeries + seriesNames.length;

/**
 * Reads the scalars and notes where the series are, without decoding any. The reference refuses metrics
 * without both dates; from v3 on a window stands in for them.
 */
export function readMetrics(cursor: Cursor, formatVersion: number): Metrics {
  const offset = cursor.position;
  const values = new Array<SqlValue>(columns.length).fill(null);
  const metrics: Metrics = { values, seriesAt: {}, hasReferences: false };
  const present = new Set<string>();
  readFields(cursor, table, (key, index) => {
    if (index < firstSeries) values[index] = readMetric(cursor);
    else if (index < firstDate) noteSeries(cursor, metrics, key as SeriesName);
    else if (peekKind(cursor) === 'nil') skipValue(cursor);
    else {
      present.add(key);
      if (key === 'backtest_window' || present.has('backtest_window')) skipValue(cursor);
      else requireTime(cursor, key);
    }
  });
  const hasWindow = formatVersion >= 3 && present.has('backtest_window');
  const missing = dates.slice(0, 2).find((key) => !present.has(key));
  if (missing !== undefined && !hasWindow) throw unexpected(`metrics have no ${missing}`, offset);
  return metrics;
}

/** 8.10 writes the numbers of winning and losing trades as `[count, percentage]`: the count is meant. */
function readMetric(cursor: Cursor): SqlValue {
  if (peekKind(cursor) !== 'array') return readNumber(cursor);
  const size = readArraySize(cursor);
  const first = size === 0 ? null : readNumber(cursor);
  for (let index = 1; index < size; index++) skipValue(cursor);
  return first;
}

function noteSeries(cursor: Cursor, metrics: Metrics, name: SeriesName): void {
  metrics.seriesAt[name] = cursor.position;
  if (isReference(cursor)) metrics.hasReferences = true;
  skipValue(cursor);
}

/** A series that was taken out of the document: a map with the key `@blob`. The cursor does not move. */
export function isReference(cursor: Cursor): boolean {
  const from = cursor.position;
  if (peekKind(cursor) !== 'map') return false;
  const size = readMapSize(cursor);
  let found = false;
  for (let pair = 0; pair < size && !found; pair++) {
    found = readKeyBytes(cursor).toString('latin1') === '@blob';
    if (!found) skipValue(cursor);
  }
  cursor.position = from;
  return found;
}
