import type { SeriesName } from '#contract/operations.ts';
import { type Output, putArrayHead, putFloat, putInteger, room } from '../bytes/output.ts';
import { type IsoStyle, isoStyles, putIso } from '../cells/iso-time.ts';
import type { PutCell } from '../rows/put-stored.ts';
import type { DerivedSeries } from '../series/snapshot-values.ts';

/** Metrics that are points of a series: its highest or lowest value with its date. */
export const extremes = [
  { field: 'best_month', series: 'monthly_returns', isHighest: true },
  { field: 'worst_month', series: 'monthly_returns', isHighest: false },
  { field: 'best_year', series: 'yearly_returns', isHighest: true },
  { field: 'worst_year', series: 'yearly_returns', isHighest: false },
] as const satisfies readonly { field: string; series: SeriesName; isHighest: boolean }[];

/**
 * The forms these fields have been seen in: the variant of the series, and the style of the date (with offset,
 * without, date alone). Skeletons have their number.
 */
export const extremeForms: readonly { variant: number; style: IsoStyle }[] = [
  { variant: 0, style: 0 },
  { variant: 0, style: 2 },
  { variant: 0, style: 3 },
  { variant: 1, style: 3 },
];

/** Writes `[value, date]` of the first of the highest or lowest points. */
export function putExtreme(
  series: DerivedSeries,
  isHighest: boolean,
  style: IsoStyle,
): PutCell | null {
  const { time, value } = series;
  if (value.length === 0) return null;
  let at = 0;
  for (let i = 1; i < value.length; i++) {
    if (isHighest ? value[i]! > value[at]! : value[i]! < value[at]!) at = i;
  }
  return (out) => {
    putArrayHead(out, 2);
    putFloat(out, value[at]!);
    room(out, 1);
    out.bytes[out.at++] = 0xa0 | isoStyles[style].length;
    putIso(out, time[at]!, 0, style);
  };
}

/** Metrics that 8.10 writes as `[count, percentage]`, the percentage standing in a field of its own too. */
export const countedShares = [
  { field: 'number_of_positive_trades', share: 'percentage_positive_trades' },
  { field: 'number_of_negative_trades', share: 'percentage_negative_trades' },
] as const;

export function putCountedShare(count: number, share: number): PutCell {
  return (out: Output) => {
    putArrayHead(out, 2);
    putInteger(out, count);
    putFloat(out, share);
  };
}
