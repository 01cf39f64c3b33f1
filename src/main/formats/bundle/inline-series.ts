import type { SeriesName } from '#contract/operations.ts';
import type { Cursor } from '../messagepack/cursor.ts';
import {
  peekKind,
  readArraySize,
  readFloat,
  readInteger,
  readText,
} from '../messagepack/read-value.ts';
import { skipValue } from '../messagepack/skip-value.ts';
import { MOST_POINTS } from '../parquet/series-file.ts';
import { unexpected } from './document-shape.ts';
import { skipIfEmpty } from './empty-value.ts';
import { parseIsoTime } from './iso-time.ts';
import type { Series } from './series.ts';

/** A series that stands in the document itself: a list of `[value, ISO text]` (FORMATS §4). */
export function readInlineSeries(cursor: Cursor, name: SeriesName): Series {
  const offset = cursor.position;
  const count = skipIfEmpty(cursor) ? 0 : readListSize(cursor, name);
  if (count > MOST_POINTS) throw unexpected(`${name} has ${count} points`, offset);
  const time = new Float64Array(count);
  const value = new Float64Array(count);
  const isNull = new Uint8Array(count);
  for (let point = 0; point < count; point++) {
    if (readListSize(cursor, name) !== 2) throw notAPair(name, point, cursor.position);
    if (peekKind(cursor) === 'nil') isNull[point] = 1;
    value[point] = readValue(cursor, name, point);
    time[point] = readPointTime(cursor, name, point);
  }
  return { name, time, value, isNull: isNull.includes(1) ? isNull : null };
}

function readListSize(cursor: Cursor, name: string): number {
  if (peekKind(cursor) !== 'array')
    throw unexpected(`${name} is no list of pairs`, cursor.position);
  return readArraySize(cursor);
}

function readValue(cursor: Cursor, name: string, point: number): number {
  const offset = cursor.position;
  switch (peekKind(cursor)) {
    case 'float':
      return readFloat(cursor);
    case 'integer':
      return Number(readInteger(cursor));
    case 'nil':
      skipValue(cursor);
      return Number.NaN;
    default:
      throw unexpected(`${name} has no number at point ${point}`, offset);
  }
}

function readPointTime(cursor: Cursor, name: string, point: number): number {
  const offset = cursor.position;
  const time = peekKind(cursor) === 'text' ? parseIsoTime(readText(cursor)) : null;
  if (time === null) throw unexpected(`${name} has no time at point ${point}`, offset);
  return time;
}

function notAPair(name: string, point: number, offset: number): Error {
  return unexpected(`${name} has no pair at point ${point}`, offset);
}
