import type { Column } from '#contract/column.ts';
import type { PrintedValue } from './printed-row.ts';

/** A cell as JSON has it: times as ISO 8601 in UTC, infinities as "inf" and "-inf". */
export function jsonValue(value: PrintedValue, column: Column | null): unknown {
  if (value !== null && typeof value === 'object') return value.json;
  return column?.kind === 'time' ? isoTime(value) : value;
}

/** `2024-01-31T00:00:00Z`; with milliseconds only where there are any. */
export function isoTime(value: number | string | null): string | null {
  if (typeof value !== 'number') return value;
  const time = new Date(value);
  if (Number.isNaN(time.getTime())) return null;
  return time.toISOString().replace('.000Z', 'Z');
}
