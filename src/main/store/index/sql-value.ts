import type { SqlValue } from '../../formats/bundle/bundle-record.ts';

const leastInteger = -(2n ** 63n);
const greatestInteger = 2n ** 63n - 1n;

/**
 * As SQLite can bind it: an integer beyond 64 bits becomes the nearest double. The reference leaves such a
 * bundle out of its index (FORMATS.md §10); ours keeps the row.
 */
export function bindable(value: SqlValue): SqlValue {
  if (typeof value !== 'bigint') return value;
  return value >= leastInteger && value <= greatestInteger ? value : Number(value);
}

/**
 * The number in a metric column of our tables; NaN is NULL. The reference's column takes what it gets (a list
 * as text, say); ours keeps a text only where it is a number, as SQLite's affinity would see it.
 */
export function numberOf(value: SqlValue): number | null {
  if (value === null || typeof value === 'number') return Number.isNaN(value) ? null : value;
  if (typeof value === 'bigint') return Number(value);
  return /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?\s*$/i.test(value) ? Number(value) : null;
}

/** Whole milliseconds for a column of kind `time`. */
export function integerOf(value: number | null): number | null {
  return value === null || !Number.isFinite(value) ? null : Math.floor(value);
}
