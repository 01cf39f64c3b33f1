import type { RowColumn, RowColumns } from '#contract/sweep.ts';
import { type ChartColours, colourAt, muchScale } from '../../ui/chart/chart-colours.ts';
import { niceTicks } from '../../ui/chart/nice-ticks.ts';
import type { Pen } from '../../ui/chart/pen.ts';
import { numberOf } from './plateau-words.ts';

/** One of the three columns of a scatter. */
export interface ScatterAxis {
  label: string;
  format: (value: number) => string;
}

/** The dots that have both values, ready to be placed. Parallel lists. */
export interface ScatterDots {
  nos: Int32Array;
  /** Place of each in the answer. */
  from: Int32Array;
  x: Float64Array;
  y: Float64Array;
  /** NaN where there is none. */
  colour: Float64Array;
  range: { x: Range; y: Range; colour: Range | null };
  /** RowColumns of the answer without one of the two values, or with an infinite one. */
  without: number;
}

type Range = readonly [low: number, high: number];

const margin = { left: 68, right: 76, top: 10, bottom: 44 } as const;
/** Steps of the colour scale: dots of one colour are painted at once. */
const SHADES = 16;

export function scatterDots({ nos, columns }: RowColumns): ScatterDots {
  const [x, y, colour] = [0, 1, 2].map((at) => numbersOf(columns[at]));
  const kept: number[] = [];
  for (let at = 0; at < nos.length; at += 1) {
    if (Number.isFinite(x![at]) && Number.isFinite(y![at])) kept.push(at);
  }
  const take = (values: Float64Array) => Float64Array.from(kept, (at) => values[at]!);
  const [keptX, keptY, keptColour] = [take(x!), take(y!), take(colour!)];
  return {
    nos: Int32Array.from(kept, (at) => nos[at]!),
    from: Int32Array.from(kept),
    x: keptX,
    y: keptY,
    colour: keptColour,
    range: {
      x: padded(rangeOf(keptX) ?? [0, 1]),
      y: padded(rangeOf(keptY) ?? [0, 1]),
      colour: rangeOf(keptColour),
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

/** Between values and pixels. */
export interface ScatterFrame {
  width: number;
  height: number;
  toX: (value: number) => number;
  toY: (value: number) => number;
  fromX: (pixel: number) => number;
  fromY: (pixel: number) => number;
}

export function scatterFrame(
  { range: { x, y } }: ScatterDots,
  { width, height }: { width: number; height: number },
): ScatterFrame {
  const [inner, tall] = [width - margin.left - margin.right, height - margin.top - margin.bottom];
  return {
    width,
    height,
    toX: (value) => margin.left + ((value - x[0]) / (x[1] - x[0])) * inner,
    toY: (value) => margin.top + (1 - (value - y[0]) / (y[1] - y[0])) * tall,
    fromX: (pixel) => x[0] + ((pixel - margin.left) / inner) * (x[1] - x[0]),
    fromY: (pixel) => y[0] + (1 - (pixel - margin.top) / tall) * (y[1] - y[0]),
  };
}

interface ScatterLook {
  dots: ScatterDots;
  frame: ScatterFrame;
  axes: { x: ScatterAxis; y: ScatterAxis; colour: ScatterAxis };
  colours: ChartColours;
  isSelected: ((no: number) => boolean) | null;
}

/** Axes, dots by colour, the selected ones on top of the others, the scale of the colours. */
export function drawScatter(pen: Pen, look: ScatterLook): void {
  const { dots, frame, colours, isSelected } = look;
  drawAxes(pen, look);
  const radius = dots.nos.length > 20_000 ? 1.25 : dots.nos.length > 2000 ? 2 : 4.5;
  const scale = scaleOf(colours);
  const groups = shades(dots, frame, isSelected);
  const edge = radius > 4 ? colours.canvas : undefined;
  groups.plain.forEach((at, shade) => {
    const colour = shade === SHADES ? colours.border : colourAt(scale, shade / (SHADES - 1));
    const alpha = isSelected === null ? 1 : 0.45;
    pen.dots(at, { radius, colour, alpha, ...(edge === undefined ? {} : { edge }) });
  });
  groups.selected.forEach((at, shade) => {
    if (at.length === 0) return;
    const colour = shade === SHADES ? colours.border : colourAt(scale, shade / (SHADES - 1));
    pen.dots(at, { radius: radius + 1.5, colour: colours.text });
    pen.dots(at, { radius, colour });
  });
}

/** Of the whole scale what stands out from the ground; bright still stands for much. */
export function scaleOf({ isDark }: Pick<ChartColours, 'isDark'>): string[] {
  const [from, to] = isDark ? [0.3, 1] : [0, 0.8];
  return Array.from({ length: 9 }, (_, at) => colourAt(muchScale, from + ((to - from) * at) / 8));
}

function shades(
  { nos, x, y, colour, range }: ScatterDots,
  { toX, toY }: ScatterFrame,
  isSelected: ((no: number) => boolean) | null,
) {
  const plain: number[][] = Array.from({ length: SHADES + 1 }, () => []);
  const selected: number[][] = Array.from({ length: SHADES + 1 }, () => []);
  const [low, high] = range.colour ?? [0, 0];
  for (let at = 0; at < nos.length; at += 1) {
    const value = colour[at]!;
    const share = high === low ? 0.5 : (value - low) / (high - low);
    const shade = Number.isNaN(value)
      ? SHADES
      : Math.round(Math.min(1, Math.max(0, share)) * (SHADES - 1));
    (isSelected?.(nos[at]!) ? selected : plain)[shade]!.push(toX(x[at]!), toY(y[at]!));
  }
  const typed = (list: number[]) => Float32Array.from(list);
  return { plain: plain.map(typed), selected: selected.map(typed) };
}

function drawAxes(pen: Pen, { dots, frame, axes, colours }: ScatterLook): void {
  const { width, height, toX, toY } = frame;
  const [left, right] = [margin.left, width - margin.right];
  const [top, bottom] = [margin.top, height - margin.bottom];
  const { x, y, colour } = dots.range;
  for (const tick of niceTicks(x[0], x[1], Math.max(2, (right - left) / 90))) {
    pen.line(toX(tick), top, toX(tick), bottom, colours.hairline);
    pen.text(axes.x.format(tick), toX(tick), bottom + 12, {
      colour: colours.faint,
      align: 'center',
    });
  }
  for (const tick of niceTicks(y[0], y[1], Math.max(2, (bottom - top) / 44))) {
    pen.line(left, toY(tick), right, toY(tick), colours.hairline);
    pen.text(axes.y.format(tick), left - 8, toY(tick), { colour: colours.faint, align: 'right' });
  }
  const name = { colour: colours.soft, size: 12, align: 'center' } as const;
  pen.text(axes.x.label, (left + right) / 2, height - 10, name);
  pen.text(axes.y.label, 10, (top + bottom) / 2, { ...name, isUpright: true });
  if (colour === null) return;
  const scale = scaleOf(colours);
  const tall = Math.min(120, bottom - top - 60);
  const from = (top + bottom) / 2 - tall / 2;
  const steps = 24;
  for (let step = 0; step < steps; step += 1) {
    const at = from + (tall * step) / steps;
    pen.rect(right + 30, at, 10, tall / steps + 0.5, colourAt(scale, 1 - step / (steps - 1)));
  }
  const label = { colour: colours.faint, align: 'center' } as const;
  pen.text(axes.colour.format(colour[1]), right + 36, from - 10, label);
  pen.text(axes.colour.format(colour[0]), right + 36, from + tall + 10, label);
  pen.text(axes.colour.label, width - 10, (top + bottom) / 2, { ...name, isUpright: true });
}

/** The nearest dot within `reach` pixels; -1 for none. */
export function dotAt(
  { x, y }: ScatterDots,
  frame: ScatterFrame,
  left: number,
  top: number,
  reach: number,
) {
  let near = reach * reach;
  let found = -1;
  for (let at = 0; at < x.length; at += 1) {
    const across = frame.toX(x[at]!) - left;
    if (across > reach || across < -reach) continue;
    const down = frame.toY(y[at]!) - top;
    const distance = across * across + down * down;
    if (distance > near) continue;
    near = distance;
    found = at;
  }
  return found;
}
