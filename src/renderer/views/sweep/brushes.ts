import { quoteName, quoteText } from '#contract/filter/format-filter.ts';

/** What is marked on the axes of the parallel coordinates, by the key of the column. */
export type Brushes = Readonly<Record<string, Brush>>;

export type Brush =
  /** One range or more, each with its ends. */
  | { kind: 'ranges'; ranges: readonly (readonly [low: number, high: number])[] }
  | { kind: 'words'; words: readonly string[] };

/** Whether a kept value is one of ours. */
export function isBrushes(value: unknown): value is Brushes {
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value as Record<string, Partial<Brush> | null>).every(isBrush);
}

function isBrush(value: Partial<Brush> | null): boolean {
  if (value?.kind === 'words') {
    return Array.isArray(value.words) && value.words.every((word) => typeof word === 'string');
  }
  if (value?.kind !== 'ranges' || !Array.isArray(value.ranges)) return false;
  const ranges: unknown[] = value.ranges;
  return ranges.every(
    (ends) => Array.isArray(ends) && ends.length === 2 && ends.every(Number.isFinite),
  );
}

/** The brush of ranges on an axis, for words in their places. Null for none. */
export function brushOf(
  intervals: readonly (readonly [number, number])[],
  words: readonly string[] | null,
): Brush | null {
  if (intervals.length === 0) return null;
  const ordered = intervals.map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);
  if (words === null) return { kind: 'ranges', ranges: ordered };
  const within = words.filter((_, place) =>
    ordered.some(([low, high]) => place >= low - 0.5 && place <= high + 0.5),
  );
  return { kind: 'words', words: within };
}

/** The same brushes in the places of the axis, to be drawn again. */
export function intervalsOf(brush: Brush, words: readonly string[] | null): [number, number][] {
  if (brush.kind === 'ranges') return brush.ranges.map(([low, high]) => [low, high]);
  return brush.words
    .map((word) => words?.indexOf(word) ?? -1)
    .filter((place) => place >= 0)
    .map((place) => [place - 0.4, place + 0.4]);
}

/** What is marked as a filter expression, an AND of the axes; empty for nothing. */
export function brushExpression(brushes: Brushes, switches: ReadonlySet<string>): string {
  return Object.entries(brushes)
    .map(([key, brush]) => axisExpression(key, brush, switches.has(key)))
    .join(' AND ');
}

function axisExpression(key: string, brush: Brush, isSwitch: boolean): string {
  const name = filterNameOf(key);
  if (brush.kind === 'words') {
    const values = brush.words.map((word) => (isSwitch ? word : quoteText(word)));
    return values.length === 1 ? `${name} = ${values[0]}` : `${name} IN (${values.join(', ')})`;
  }
  const terms = brush.ranges.map(
    ([low, high]) => `${name} BETWEEN ${digits(low)} AND ${digits(high)}`,
  );
  return terms.length === 1 ? terms[0]! : `(${terms.join(' OR ')})`;
}

/** Both ends included; null for an open one. */
export function rangeExpression(key: string, low: number | null, high: number | null): string {
  const name = filterNameOf(key);
  if (low !== null && high !== null) return `${name} BETWEEN ${low} AND ${high}`;
  return low !== null ? `${name} >= ${low}` : `${name} <= ${high}`;
}

function filterNameOf(key: string): string {
  const parameter = /^params\.(.*)$/s.exec(key)?.[1];
  return quoteName({ key: parameter ?? key, isParameter: parameter !== undefined });
}

/** A brush is drawn by hand: six digits say where. */
function digits(value: number): string {
  return String(handDrawn(value));
}

export function handDrawn(value: number): number {
  return Number(value.toPrecision(6));
}

/** "ema_fast 5 – 8", "time_frame 1d, 4h" */
export function sayBrush(label: string, brush: Brush, format: (value: number) => string): string {
  if (brush.kind === 'words') return `${label} ${brush.words.join(', ')}`;
  return `${label} ${brush.ranges.map(([low, high]) => `${format(low)} – ${format(high)}`).join(', ')}`;
}
