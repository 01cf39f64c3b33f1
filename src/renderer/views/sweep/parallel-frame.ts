import type { RowColumn, RowColumns } from '#contract/sweep.ts';
import { numberOf } from './plateau-words.ts';

/** An axis of the parallel coordinates: where it stands, and how its values lie on it. */
export interface ParallelAxis {
  /** Of its column. */
  key: string;
  label: string;
  x: number;
  /** For words their places: the first is 0. */
  range: readonly [low: number, high: number];
  words: readonly string[] | null;
  /** Its values, in order, where they are few enough to be marked one by one. */
  few: readonly number[] | null;
  format: (value: number) => string;
}

export interface ParallelFrame {
  width: number;
  height: number;
  top: number;
  bottom: number;
  axes: ParallelAxis[];
}

export const parallelMargin = { left: 56, right: 72, top: 32, bottom: 14 } as const;
/** The values of an axis are marked themselves where they are few; else it is divided evenly. */
const FEW = 12;

export function parallelFrame(
  lines: RowColumns,
  columns: readonly { key: string; label: string; format: (value: number) => string }[],
  { width, height }: { width: number; height: number },
): ParallelFrame {
  const inner = width - parallelMargin.left - parallelMargin.right;
  const axes = columns.map(({ key, label, format }, at): ParallelAxis => {
    const column = lines.columns[at];
    const words = column?.kind === 'codes' ? column.values : null;
    return {
      key,
      label,
      x: parallelMargin.left + (columns.length < 2 ? 0 : (at * inner) / (columns.length - 1)),
      range: words === null ? rangeOf(column) : [-0.5, words.length - 0.5],
      words,
      few: words === null ? fewValues(column) : [...words.keys()],
      format: (value) => (words === null ? format(value) : (words[Math.round(value)] ?? '')),
    };
  });
  return { width, height, top: parallelMargin.top, bottom: height - parallelMargin.bottom, axes };
}

/** Large values are up. */
export function yOf(
  { top, bottom }: ParallelFrame,
  { range }: ParallelAxis,
  value: number,
): number {
  const [low, high] = range;
  const share = high === low ? 0.5 : (value - low) / (high - low);
  return bottom - share * (bottom - top);
}

export function valueAt({ top, bottom }: ParallelFrame, axis: ParallelAxis, y: number): number {
  const [low, high] = axis.range;
  const share = (bottom - Math.min(bottom, Math.max(top, y))) / (bottom - top);
  return low + share * (high - low);
}

/** Heights of every line on every axis, line by line; NaN where it has no value there. */
export function lineHeights(lines: RowColumns, frame: ParallelFrame): Float32Array {
  const count = frame.axes.length;
  const heights = new Float32Array(lines.nos.length * count);
  frame.axes.forEach((axis, at) => {
    for (let row = 0; row < lines.nos.length; row += 1) {
      const value = numberAt(lines.columns[at], row);
      heights[row * count + at] = value === null ? Number.NaN : yOf(frame, axis, value);
    }
  });
  return heights;
}

/** A finite number, or the place of a word; null for none. */
export function numberAt(column: RowColumn | undefined, row: number): number | null {
  if (column === undefined) return null;
  if (column.kind === 'codes') {
    const code = column.codes[row]!;
    return code < 0 ? null : code;
  }
  const value = numberOf(column.values[row] ?? null);
  return value !== null && Number.isFinite(value) ? value : null;
}

export function rangeOf(column: RowColumn | undefined): [number, number] {
  let [low, high] = [Infinity, -Infinity];
  const length =
    column === undefined ? 0 : (column.kind === 'codes' ? column.codes : column.values).length;
  for (let row = 0; row < length; row += 1) {
    const value = numberAt(column, row);
    if (value === null) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low <= high ? [low, high] : [0, 0];
}

function fewValues(column: RowColumn | undefined): number[] | null {
  if (column?.kind !== 'numbers') return null;
  const found = new Set<number>();
  for (const value of column.values) {
    if (typeof value === 'number') found.add(value);
    if (found.size > FEW) return null;
  }
  return found.size === 0 ? null : [...found].sort((a, b) => a - b);
}
