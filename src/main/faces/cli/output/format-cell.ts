import type { Column, Unit } from '#contract/column.ts';
import { isoTime } from './json-value.ts';
import type { PrintedValue } from './printed-row.ts';

export const missing = '-';

/** A cell for people: the same precision down a column, its unit beside the number. */
export function formatCell(value: PrintedValue, column: Column | null): string {
  if (value === null) return missing;
  if (typeof value === 'object') return JSON.stringify(value.json);
  if (column?.kind === 'time') return (isoTime(value) ?? missing).replace(/T00:00:00Z$/, '');
  if (column?.kind === 'text') return String(value);
  if (value === 'inf') return '∞';
  if (value === '-inf') return '-∞';
  if (typeof value === 'string') return value;
  return formatNumber(value, column);
}

/** Numbers stand on the right; so do parameters, where all their values are numbers. */
export function isNumeric(column: Column | null, values: readonly PrintedValue[]): boolean {
  if (column !== null) return column.kind === 'real' || column.kind === 'integer';
  return values.every((value) => value === null || typeof value === 'number');
}

function formatNumber(value: number, column: Column | null): string {
  if (column === null) return String(value);
  if (column.unit === 'flag') return value === 1 ? 'yes' : missing;
  if (column.unit === 'bytes') return formatBytes(value);
  const { scale, decimals, unit } = shapeOf(column.unit, column.kind === 'integer');
  return `${group((value * scale).toFixed(decimals))}${unit}`;
}

interface NumberShape {
  scale: number;
  decimals: number;
  unit: string;
}

function shapeOf(unit: Unit, isWhole: boolean): NumberShape {
  switch (unit) {
    case 'fraction':
      return { scale: 100, decimals: 2, unit: ' %' };
    case 'percent':
      return { scale: 1, decimals: 2, unit: ' %' };
    case 'days':
      return { scale: 1, decimals: isWhole ? 0 : 1, unit: ' d' };
    case 'hours':
      return { scale: 1, decimals: 1, unit: ' h' };
    case 'currency':
    case 'rate':
      return { scale: 1, decimals: 2, unit: '' };
    case 'ratio':
    case 'score':
      return { scale: 1, decimals: 4, unit: '' };
    default:
      return { scale: 1, decimals: isWhole ? 0 : 4, unit: '' };
  }
}

/** Thousands apart. Beyond 1e21 a number is written with an exponent, which has none. */
function group(text: string): string {
  if (text.includes('e')) return text;
  const [whole = '', fraction] = text.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

const byteUnits = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];

/** Decimal units, as disks are sold: 1 kB is 1000 bytes. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let step = 0;
  while (Math.abs(value) >= 1000 && step < byteUnits.length - 1) {
    value /= 1000;
    step += 1;
  }
  return `${step === 0 ? value : value.toFixed(1)} ${byteUnits[step]}`;
}
