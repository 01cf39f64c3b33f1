import { equalsExpression, formatNumber, quoteName } from '#contract/filter/format-filter.ts';
import { resolveName } from '#contract/filter/resolve-names.ts';
import type { RowsKind } from '#contract/row-columns.ts';
import type { ParameterStep, SweepAxis } from '#contract/sweep.ts';
import { parameterCounts } from '../fill-counts.ts';
import { factOf, type Snapshot } from '../snapshot.ts';
import type { ValueCodes } from './value-codes.ts';

export interface PlacedAxis extends SweepAxis {
  /** The step of each row, by its place in `places`; -1 without one. */
  stepOf: Int32Array;
}

/** How a value of a column is written for people and for the filter. */
export interface ColumnWords {
  /** As the filter names it. */
  name: string;
  /** A parameter of true and false, which is kept as 1 and 0. */
  isSwitch: boolean;
  label: (value: number | string) => string;
  equals: (value: number | string | null) => string;
}

export function columnWords(snapshot: Snapshot, rows: RowsKind, column: string): ColumnWords {
  const found = resolveName(column, snapshot.names[rows]);
  const isParameter = found?.kind === 'parameter';
  const key = found === null ? column : found.kind === 'parameter' ? found.name : found.column.key;
  const name = quoteName({ key, isParameter });
  const isSwitch = isParameter && isSwitchParameter(snapshot, key);
  return {
    name,
    isSwitch,
    label: (value) => (isSwitch && typeof value === 'number' ? String(value === 1) : said(value)),
    equals: (value) =>
      equalsExpression(name, isSwitch && typeof value === 'number' ? value === 1 : value),
  };
}

function isSwitchParameter(snapshot: Snapshot, name: string): boolean {
  const all = factOf(snapshot, 'parameter counts', () => parameterCounts(snapshot.db));
  const counts = all.get(name);
  return counts !== undefined && counts.switches > 0 && counts.numbers + counts.texts === 0;
}

function said(value: number | string): string {
  if (value === '') return '(empty)';
  if (value === Infinity) return '∞';
  if (value === -Infinity) return '−∞';
  return typeof value === 'number' && value < 0 ? `−${-value}` : String(value);
}

/** Every value a step; too many numbers go into ranges of equal width, of too many words the commonest stay. */
export function axisOf(
  name: string,
  values: ValueCodes,
  words: ColumnWords,
  most: number,
): PlacedAxis {
  const kind = kindOf(values, words);
  const rest = { name, kind, distinct: values.values.length } as const;
  if (values.values.length <= most) {
    return { ...rest, isInRanges: false, steps: stepsOf(values, words), stepOf: values.codes };
  }
  if (kind === 'numbers' && values.values.every((value) => Number.isFinite(value))) {
    return { ...rest, isInRanges: true, ...ranges(values, words, most) };
  }
  return { ...rest, isInRanges: false, ...commonest(values, words, most) };
}

/** Numbers have an order and neighbours; true and false have not. */
export function kindOf({ values }: ValueCodes, { isSwitch }: ColumnWords): 'numbers' | 'words' {
  return !isSwitch && values.every((value) => typeof value === 'number') ? 'numbers' : 'words';
}

export function stepsOf(values: ValueCodes, words: ColumnWords): ParameterStep[] {
  return values.values.map((value, code) => ({
    label: words.label(value),
    low: null,
    high: null,
    filter: words.equals(value),
    count: values.counts[code] as number,
  }));
}

/** Those with the most rows, in the order of the values. */
export function commonest(values: ValueCodes, words: ColumnWords, most: number) {
  const kept = Array.from(values.values.keys())
    .sort((a, b) => (values.counts[b] as number) - (values.counts[a] as number) || a - b)
    .slice(0, most)
    .sort((a, b) => a - b);
  const stepOfCode = new Int32Array(values.values.length).fill(-1);
  kept.forEach((code, step) => {
    stepOfCode[code] = step;
  });
  const all = stepsOf(values, words);
  return {
    steps: kept.map((code) => all[code] as ParameterStep),
    stepOf: values.codes.map((code) => (code < 0 ? -1 : (stepOfCode[code] as number))),
  };
}

function ranges(values: ValueCodes, words: ColumnWords, most: number) {
  const numbers = values.values as number[];
  const [low, high] = [numbers[0] as number, numbers.at(-1) as number];
  const edges = Array.from({ length: most + 1 }, (_, edge) =>
    edge === most ? high : rounded(low + ((high - low) * edge) / most),
  );
  const stepOfCode = Int32Array.from(numbers, (value) => {
    const guess = Math.min(most - 1, Math.floor(((value - low) / (high - low)) * most));
    // The edges are rounded, so a value close to one may lie on its other side.
    if (guess > 0 && value < (edges[guess] as number)) return guess - 1;
    return guess < most - 1 && value >= (edges[guess + 1] as number) ? guess + 1 : guess;
  });
  const counts = new Int32Array(most);
  values.counts.forEach((count, code) => {
    const step = stepOfCode[code] as number;
    counts[step] = (counts[step] as number) + count;
  });
  const steps = Array.from({ length: most }, (_, step): ParameterStep => {
    const [from, to] = [edges[step] as number, edges[step + 1] as number];
    const isLast = step === most - 1;
    return {
      label: `${words.label(from)} – ${words.label(to)}`,
      low: from,
      high: to,
      filter: `${words.name} >= ${formatNumber(from)} AND ${words.name} ${isLast ? '<=' : '<'} ${formatNumber(to)}`,
      count: counts[step] as number,
    };
  });
  return {
    steps,
    stepOf: values.codes.map((code) => (code < 0 ? -1 : (stepOfCode[code] as number))),
  };
}

/** Edges are read by people: six digits are enough. The first and the last stay as they are. */
function rounded(value: number): number {
  return Number(value.toPrecision(6));
}
