import type { RowColumn, RowColumns } from '#contract/sweep.ts';
import { COLOURS_AT_MOST, MARKS_AT_MOST } from '../../ui/chart/mark-shape.ts';
import { numberOf } from './plateau-words.ts';

/** The dots that have both values, ready to be placed. Parallel lists. */
export interface ScatterDots {
  nos: Int32Array;
  /** Place of each in the answer. */
  from: Int32Array;
  x: Float64Array;
  y: Float64Array;
  /** Step of the scale, or place of the group; `NO_SHADE` where there is no value. */
  shade: Uint8Array;
  range: { x: Range; y: Range };
  paint: DotPaint;
  /** Rows of the answer without one of the two values, or with an infinite one. */
  without: number;
}

export type Range = readonly [low: number, high: number];

/** What the colour stands for: a number, or one of a few values. */
export type DotPaint =
  | { kind: 'scale'; range: Range | null }
  | {
      kind: 'groups';
      groups: DotGroup[];
      /** Values put together in the last group, for want of looks that can be told apart. */
      rarer: number;
    };

export interface DotGroup {
  label: string;
  dots: number;
}

export const NO_SHADE = 255;
/** Steps of the colour scale. */
export const SHADES = 16;
/** Beyond so many, dots are too small to show a shape: groups are told apart by colour alone. */
export const SHAPED_DOTS = 2000;

export function scatterDots({ nos, columns }: RowColumns): ScatterDots {
  const [x, y] = [numbersOf(columns[0]), numbersOf(columns[1])];
  const kept: number[] = [];
  for (let at = 0; at < nos.length; at += 1) {
    if (Number.isFinite(x[at]) && Number.isFinite(y[at])) kept.push(at);
  }
  const take = (values: Float64Array) => Float64Array.from(kept, (at) => values[at]!);
  const [keptX, keptY] = [take(x), take(y)];
  const colour = columns[2];
  const painted =
    colour?.kind === 'codes' ? groupsOf(colour, kept) : scaleSteps(take(numbersOf(colour)));
  return {
    nos: Int32Array.from(kept, (at) => nos[at]!),
    from: Int32Array.from(kept),
    x: keptX,
    y: keptY,
    ...painted,
    range: {
      x: padded(rangeOf(keptX) ?? [0, 1]),
      y: padded(rangeOf(keptY) ?? [0, 1]),
    },
    without: nos.length - kept.length,
  };
}

function numbersOf(column: RowColumn | undefined): Float64Array {
  if (column === undefined) return new Float64Array();
  return column.kind === 'codes'
    ? Float64Array.from(column.codes, (code) => (code < 0 ? Number.NaN : code))
    : Float64Array.from(column.values, (value) => numberOf(value) ?? Number.NaN);
}

/** Infinities are at the ends of the scale. */
function scaleSteps(values: Float64Array): Pick<ScatterDots, 'shade' | 'paint'> {
  const range = rangeOf(values);
  const [low, high] = range ?? [0, 0];
  const shade = Uint8Array.from(values, (value) => {
    if (Number.isNaN(value)) return NO_SHADE;
    const share = high === low ? 0.5 : (value - low) / (high - low);
    return Math.round(Math.min(1, Math.max(0, share)) * (SHADES - 1));
  });
  return { shade, paint: { kind: 'scale', range } };
}

/** The values with the most dots have a look each, in the order of the values; what is rarer shares the last. */
function groupsOf(
  { codes, values }: Extract<RowColumn, { kind: 'codes' }>,
  kept: readonly number[],
): Pick<ScatterDots, 'shade' | 'paint'> {
  const dots = new Int32Array(values.length);
  for (const at of kept) {
    const code = codes[at]!;
    if (code >= 0) dots[code]! += 1;
  }
  const present = [...values.keys()].filter((code) => dots[code]! > 0);
  const most = kept.length > SHAPED_DOTS ? COLOURS_AT_MOST : MARKS_AT_MOST;
  const isEach = present.length <= most;
  const own = isEach
    ? present
    : present
        .toSorted((a, b) => dots[b]! - dots[a]! || a - b)
        .slice(0, most - 1)
        .sort((a, b) => a - b);
  const place = new Uint8Array(values.length).fill(own.length);
  own.forEach((code, at) => {
    place[code] = at;
  });
  const groups = own.map((code) => ({ label: values[code]!, dots: dots[code]! }));
  const rarer = present.length - own.length;
  if (!isEach) {
    const others = present.reduce(
      (sum, code) => sum + (place[code] === own.length ? dots[code]! : 0),
      0,
    );
    groups.push({ label: `${rarer} others`, dots: others });
  }
  return {
    shade: Uint8Array.from(kept, (at) => (codes[at]! < 0 ? NO_SHADE : place[codes[at]!]!)),
    paint: { kind: 'groups', groups, rarer },
  };
}

function rangeOf(values: Float64Array): Range | null {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low <= high ? [low, high] : null;
}

function padded([low, high]: Range): Range {
  const room = (high - low) * 0.04 || Math.abs(low) * 0.05 || 0.5;
  return [low - room, high + room];
}
