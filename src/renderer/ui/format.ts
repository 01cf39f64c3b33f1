import type { CellValue, Column } from '#contract/column.ts';

/**
 * Numbers as people read them: the same number of decimals down a column, its unit said, fractions as
 * percent, times in UTC. What is copied or exported never passes through here.
 */

/** What a column without a value shows. */
export const NOTHING = '–';
/** Narrow and unbreakable, between a number and its unit. */
const THIN = '\u202f';
const MINUS = '\u2212';

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
  bytes: 1,
  flag: 0,
  none: 3,
};

const suffixes: Readonly<Partial<Record<Column['unit'], string>>> = {
  fraction: '%',
  percent: '%',
  days: 'd',
  hours: 'h',
  bytes: 'kB',
};

export type FormattedColumn = Pick<Column, 'key' | 'kind' | 'unit' | 'group'>;

/** A cell's text. `inf` and `-inf` are how the contract writes infinite numbers. */
export function formatCell(column: FormattedColumn, value: CellValue): string {
  if (value === null) return NOTHING;
  if (column.kind === 'text') return String(value);
  if (column.kind === 'time') return typeof value === 'number' ? formatTime(value) : String(value);
  if (column.unit === 'flag') return value === 1 ? '★' : '';
  const sign = isSigned(column);
  if (value === 'inf') return sign ? '+∞' : '∞';
  if (value === '-inf') return `${MINUS}∞`;
  // A parameter's column may hold words among its numbers.
  if (typeof value === 'string') return value;
  if (column.group === 'parameters') return formatParameter(value);
  const text = formatNumber(value * factorOf(column), decimalsOf(column), sign);
  const suffix = suffixes[column.unit];
  return suffix === undefined ? text : text + THIN + suffix;
}

/** Whether a value is a gain or a loss, for columns in which that is a question; those are signed, too. */
export function toneOf(column: FormattedColumn, value: CellValue): 'gain' | 'loss' | null {
  if (!isSigned(column)) return null;
  const number = value === 'inf' ? 1 : value === '-inf' ? -1 : value;
  if (typeof number !== 'number' || number === 0) return null;
  return number > 0 ? 'gain' : 'loss';
}

/** "+1,234.50": a value that rounds to nothing has no sign. */
export function formatNumber(value: number, places: number, isSignedPlus = false): string {
  const size = Math.abs(value);
  const text = size >= 1e12 ? exponent(size) : numberFormat(places).format(size);
  const isNothing = size < 1e12 && !/[1-9]/.test(text);
  if (isNothing) return text;
  return (value < 0 ? MINUS : isSignedPlus ? '+' : '') + text;
}

/** "2024-03-01 14:05 UTC" */
export function formatTime(milliseconds: number): string {
  const iso = isoTime(milliseconds);
  return iso === null ? NOTHING : `${iso.slice(0, -8).replace('T', ' ')} UTC`;
}

/** "2024-03-01", for axes and spans that say their zone elsewhere. */
export function formatDay(milliseconds: number): string {
  return isoTime(milliseconds)?.split('T')[0] ?? NOTHING;
}

/** "512 B", "431.2 kB", "1.9 GB": decimal units, as file managers of today count. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];
  let value = bytes;
  let unit = 0;
  while (Math.abs(value) >= 999.95 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${formatNumber(value, unit === 0 ? 0 : 1)}${THIN}${units[unit]}`;
}

export function formatCount(count: number): string {
  return formatNumber(count, 0);
}

/** "12,500 backtests", "1 backtest" */
export function formatCounted(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** "850 ms", "12 s", "3 min 20 s", "2 h 5 min" */
export function formatDuration(seconds: number): string {
  if (seconds < 0.9995) return `${Math.round(seconds * 1000)}${THIN}ms`;
  if (seconds < 9.95) return `${seconds.toFixed(1)}${THIN}s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole}${THIN}s`;
  if (whole < 3600) return two(Math.floor(whole / 60), 'min', whole % 60, 's');
  return two(Math.floor(whole / 3600), 'h', Math.floor((whole % 3600) / 60), 'min');
}

/** Whole seconds and never none: it is a guess. */
export function formatTimeLeft(seconds: number): string {
  const whole = Math.max(1, Math.ceil(seconds));
  return whole < 60 ? `${whole}${THIN}s` : formatDuration(whole);
}

/** "just now", "5 minutes ago", "yesterday", then the day. */
export function formatAgo(milliseconds: number, now: number): string {
  const minutes = Math.floor((now - milliseconds) / 60_000);
  if (minutes < 1) return 'just now';
  if (minutes < 60) return `${formatCounted(minutes, 'minute')} ago`;
  if (minutes < 24 * 60) return `${formatCounted(Math.floor(minutes / 60), 'hour')} ago`;
  const days = Math.floor(minutes / (24 * 60));
  if (days < 14) return days === 1 ? 'yesterday' : `${days} days ago`;
  return formatDay(milliseconds);
}

/** What the head of a column says about its unit, if its cells do not. */
export function unitLabel(column: FormattedColumn): string | null {
  if (column.kind === 'time') return 'UTC';
  if (column.unit === 'currency') return 'account currency';
  if (column.unit === 'rate') return column.key.replace(/^.*_per_/, 'per ');
  return suffixes[column.unit] ?? null;
}

/** Profits and returns are signed and coloured; drawdowns, gross losses and balances are not. */
export function isSigned(column: FormattedColumn): boolean {
  if (column.unit !== 'fraction' && column.unit !== 'currency') return false;
  return /(^|_)(net_gain|growth|cagr|trade_return|monthly_return|cumulative_return)/.test(
    column.key,
  );
}

function decimalsOf(column: FormattedColumn): number {
  return column.kind === 'integer' && column.unit !== 'bytes' ? 0 : decimals[column.unit];
}

function factorOf(column: FormattedColumn): number {
  if (column.unit === 'fraction') return 100;
  return column.unit === 'bytes' ? 1 / 1000 : 1;
}

/** Parameters are shown as they were set: 0.05 stays 0.05. */
function formatParameter(value: number): string {
  return value < 0 ? `${MINUS}${Math.abs(value)}` : String(value);
}

function exponent(size: number): string {
  return size.toExponential(3).replace('e+', 'e');
}

function two(large: number, largeUnit: string, small: number, smallUnit: string): string {
  const first = `${large}${THIN}${largeUnit}`;
  return small === 0 ? first : `${first} ${small}${THIN}${smallUnit}`;
}

function isoTime(milliseconds: number): string | null {
  // Beyond this, ECMAScript has no date.
  return Math.abs(milliseconds) <= 8.64e15 ? new Date(milliseconds).toISOString() : null;
}

const formats: readonly Intl.NumberFormat[] = [0, 1, 2, 3].map(
  (places) =>
    new Intl.NumberFormat('en-US', {
      minimumFractionDigits: places,
      maximumFractionDigits: places,
    }),
);

function numberFormat(places: number): Intl.NumberFormat {
  return formats[places] ?? formats[3]!;
}
