import { type ChartColours, colourAt, muchScale } from '../../ui/chart/chart-colours.ts';
import { markLook } from '../../ui/chart/mark-shape.ts';
import { niceTicks } from '../../ui/chart/nice-ticks.ts';
import type { DotLook, Pen } from '../../ui/chart/pen.ts';
import { NO_SHADE, type ScatterDots, SHADES, SHAPED_DOTS } from './scatter-dots.ts';
import type { PlacedDots, ScatterFrame } from './scatter-frame.ts';

/** One of the three columns of a scatter. */
export interface ScatterAxis {
  label: string;
  format: (value: number) => string;
}

export interface ScatterLook {
  dots: ScatterDots;
  frame: ScatterFrame;
  placed: PlacedDots;
  axes: { x: ScatterAxis; y: ScatterAxis; colour: ScatterAxis };
  colours: ChartColours;
}

/** How much stays of what is not selected. */
export const DIMMED = 0.4;

/** Axes, dots, the selected ones on top of the others, the legend: for what is saved. `only`: 1 for the selected ones. */
export function drawScatter(pen: Pen, look: ScatterLook, only: Uint8Array | null): void {
  drawScatterAxes(pen, look);
  drawDots(pen, look, null, only === null ? 1 : DIMMED);
  if (only !== null) drawSelected(pen, look, only);
}

export function radiusOf({ nos }: ScatterDots): number {
  return nos.length > 20_000 ? 1.5 : nos.length > SHAPED_DOTS ? 2 : 4.5;
}

/** By shade. What is rarer is the last group, whose colour is the grey one. */
export function shadeLooks({ paint }: ScatterDots, colours: ChartColours): DotLook[] {
  const radius = 0;
  if (paint.kind === 'groups') {
    return paint.groups.map((_, place) => {
      const { series, shape } = markLook(place);
      return { radius, colour: colours.series[series]!, shape };
    });
  }
  const scale = scaleOf(colours);
  return Array.from({ length: SHADES }, (_, shade) => ({
    radius,
    colour: colourAt(scale, shade / (SHADES - 1)),
  }));
}

export function drawDots(pen: Pen, look: ScatterLook, only: Uint8Array | null, alpha = 1): void {
  const radius = radiusOf(look.dots);
  const edge = radius > 4 ? { edge: look.colours.canvas } : {};
  const looks = shadeLooks(look.dots, look.colours);
  byShade(look, only).forEach((at, shade) => {
    const own = looks[shade] ?? { colour: look.colours.border };
    if (at.length > 0) pen.dots(at, { ...own, radius, alpha, ...edge });
  });
}

/** Each with a rim, all rims below all dots. */
export function drawSelected(pen: Pen, look: ScatterLook, only: Uint8Array): void {
  const radius = radiusOf(look.dots);
  const looks = shadeLooks(look.dots, look.colours);
  const groups = byShade(look, only);
  groups.forEach((at, shade) => {
    const rim = { ...looks[shade], radius: radius + 1.5, colour: look.colours.text };
    if (at.length > 0) pen.dots(at, rim);
  });
  drawDots(pen, look, only);
}

function byShade({ dots: { shade }, placed }: ScatterLook, only: Uint8Array | null) {
  const groups: number[][] = Array.from({ length: NO_SHADE + 1 }, () => []);
  for (let at = 0; at < shade.length; at += 1) {
    if (only === null || only[at] === 1) groups[shade[at]!]!.push(placed.x[at]!, placed.y[at]!);
  }
  return groups.map((list) => Float32Array.from(list));
}

/** Of the whole scale what stands out from the ground; bright still stands for much. */
export function scaleOf({ isDark }: Pick<ChartColours, 'isDark'>): string[] {
  const [from, to] = isDark ? [0.3, 1] : [0, 0.8];
  return Array.from({ length: 9 }, (_, at) => colourAt(muchScale, from + ((to - from) * at) / 8));
}

export function drawScatterAxes(pen: Pen, look: ScatterLook): void {
  const { dots, frame, axes, colours } = look;
  const { height, left, right, top, bottom, toX, toY } = frame;
  const { x, y } = dots.range;
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
  if (dots.paint.kind === 'groups') drawGroupNames(pen, look);
  else drawScale(pen, look);
}

function drawScale(pen: Pen, { dots: { paint }, frame, axes, colours }: ScatterLook): void {
  if (paint.kind !== 'scale' || paint.range === null) return;
  const { width, right, top, bottom } = frame;
  const scale = scaleOf(colours);
  const tall = Math.min(120, bottom - top - 60);
  const from = (top + bottom) / 2 - tall / 2;
  const steps = 24;
  for (let step = 0; step < steps; step += 1) {
    const at = from + (tall * step) / steps;
    pen.rect(right + 30, at, 10, tall / steps + 0.5, colourAt(scale, 1 - step / (steps - 1)));
  }
  const label = { colour: colours.faint, align: 'center' } as const;
  pen.text(axes.colour.format(paint.range[1]), right + 36, from - 10, label);
  pen.text(axes.colour.format(paint.range[0]), right + 36, from + tall + 10, label);
  pen.text(axes.colour.label, width - 10, (top + bottom) / 2, {
    ...label,
    colour: colours.soft,
    size: 12,
    isUpright: true,
  });
}

/** Height of a name; less where there are many and the picture is low, so that each has its place. */
const NAME_ROW = 14;
/** Letters that fit beside the mark; the tip has the whole name. */
const NAME_LETTERS = 22;

function drawGroupNames(pen: Pen, look: ScatterLook): void {
  const { dots, frame, axes, colours } = look;
  if (dots.paint.kind !== 'groups') return;
  const looks = shadeLooks(dots, colours);
  const left = frame.right + 18;
  const row = nameRow(dots.paint.groups.length, frame);
  pen.text(short(axes.colour.label), left - 4, frame.top + 4, { colour: colours.soft, size: 12 });
  dots.paint.groups.forEach(({ label }, place) => {
    const y = frame.top + 4 + (place + 1.25) * row;
    pen.dots(Float32Array.of(left, y), { ...looks[place]!, radius: 4 });
    pen.text(short(label), left + 10, y, { colour: colours.text, size: Math.min(11, row) });
  });
}

/** The group whose name stands there; null for none. */
export function groupNameAt({ dots: { paint }, frame }: ScatterLook, x: number, y: number) {
  if (paint.kind !== 'groups' || x < frame.right + 8) return null;
  const row = nameRow(paint.groups.length, frame);
  return paint.groups[Math.round((y - frame.top - 4) / row - 1.25)] ?? null;
}

function nameRow(groups: number, { height, top }: ScatterFrame): number {
  return Math.min(NAME_ROW, (height - top - 8) / (groups + 1.25));
}

function short(text: string): string {
  return text.length > NAME_LETTERS ? `${text.slice(0, NAME_LETTERS - 1)}…` : text;
}
