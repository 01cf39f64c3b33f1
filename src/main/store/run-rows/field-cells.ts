import { parseIsoTime } from '../../formats/bundle/iso-time.ts';
import { isRecord, type Plain, type PlainRecord } from '../../formats/run/plain-value.ts';
import type { RowCell } from './row-table.ts';

/** Fields of records as cells: a value of another type than the column's is no value. */

export function text(value: Plain | undefined): string | null {
  if (typeof value === 'string') return value === '' ? null : value;
  return typeof value === 'number' ? String(value) : null;
}

export function real(value: Plain | undefined): number | null {
  if (typeof value === 'boolean') return value ? 1 : 0;
  return typeof value === 'number' && !Number.isNaN(value) ? value : null;
}

/** Epoch milliseconds of an ISO text, or of what is such a number already. */
export function time(value: Plain | undefined): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  return typeof value === 'string' && value !== '' ? parseIsoTime(value) : null;
}

/** A list or map as it stands, or as the JSON text of a dataset's column. */
export function structure(value: Plain | undefined): Plain {
  if (typeof value !== 'string') return value ?? null;
  try {
    return JSON.parse(value) as Plain;
  } catch {
    // "MetaData()" and the like: a text that a release left where a map should be.
    return null;
  }
}

export function field(value: Plain | undefined, key: string): Plain {
  const map = structure(value);
  return isRecord(map) ? (map[key] ?? null) : null;
}

/** "BTC/EUR"; older orders have the pair in `symbol`. */
export function pair(record: PlainRecord): RowCell {
  const target = text(record.target_symbol) ?? text(record.symbol);
  const currency = text(record.trading_symbol);
  if (target === null || currency === null || target.includes('/')) return target;
  return `${target}/${currency}`;
}
