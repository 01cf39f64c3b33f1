import type { CellValue, Column } from '#contract/column.ts';

const decimals: Readonly<Record<Column['unit'], number>> = {
  fraction: 2,
  percent: 2,
  currency: 2,
  ratio: 3,
  score: 3,
  count: 0,
  days: 0,
  hours: 1,
  rate: 2,
  bytes: 0,
  none: 3,
  flag: 0,
};
const suffixes: Readonly<Partial<Record<Column['unit'], string>>> = {
  fraction: '\u202f%',
  percent: '\u202f%',
  days: '\u202fd',
  hours: '\u202fh',
  bytes: '\u202fB',
};

/** A cell as people read it: fractions as percent, times in UTC, its unit behind the number. */
export function formatValue(column: Pick<Column, 'kind' | 'unit'>, value: CellValue): string {
  if (value === null) return '–';
  if (value === 'inf' && column.kind !== 'text') return '∞';
  if (value === '-inf' && column.kind !== 'text') return '\u2212∞';
  if (typeof value === 'string') return value;
  if (column.kind === 'time') return formatTime(value);
  const scaled = column.unit === 'fraction' ? value * 100 : value;
  const places = column.kind === 'integer' ? 0 : decimals[column.unit];
  return formatNumber(scaled, places) + (suffixes[column.unit] ?? '');
}

export function formatNumber(value: number, places: number): string {
  const text = new Intl.NumberFormat('en-US', {
    minimumFractionDigits: places,
    maximumFractionDigits: places,
  }).format(Math.abs(value));
  return value < 0 && /[1-9]/.test(text) ? `\u2212${text}` : text;
}

export function formatPercent(value: number): string {
  return formatNumber(value * 100, 2);
}

/** "2024-03-01 14:05 UTC" */
export function formatTime(milliseconds: number): string {
  if (!(Math.abs(milliseconds) <= 8.64e15)) return '–';
  return `${new Date(milliseconds).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

export function formatDay(milliseconds: CellValue): string {
  if (typeof milliseconds !== 'number') return '?';
  return formatTime(milliseconds).slice(0, 10);
}
