import { FONT_SIZE, type Palette, type Picture, type Shape } from './picture.ts';
import {
  linearScale,
  logScale,
  type Scale,
  type Span,
  sayTick,
  spanOf,
  timeScale,
} from './scale.ts';

export interface Line {
  /** Epoch milliseconds, ascending. */
  time: readonly number[];
  /** Null: a gap. */
  value: readonly (number | null)[];
  colour: string;
  /** Down or up to 0. */
  fill?: string;
}

export interface LinePanel {
  lines: readonly Line[];
  height: number;
  format: (value: number) => string;
  isLog?: boolean;
}

/** Pixels that half of "2022-01-15" takes. */
const HALF_A_DAY = 34;
const LEFT = 64;
const RIGHT = 12;
const TOP = 8;
const BETWEEN = 12;
const AXIS = 22;

/** Panels one below the other over one axis of time. */
export function drawLines(panels: readonly LinePanel[], width: number, palette: Palette): Picture {
  const times = spanOf(panels.flatMap(({ lines }) => lines.flatMap(({ time }) => [...ends(time)])));
  const height =
    panels.reduce((sum, panel) => sum + panel.height + BETWEEN, 0) + TOP - BETWEEN + AXIS;
  const shapes: Shape[] = [];
  const time = timeScale(times ?? { min: 0, max: 1 }, LEFT, width - RIGHT, (width - LEFT) / 90);
  let top = TOP;
  for (const panel of panels) {
    shapes.push(...drawPanel(panel, { top, width, time, palette }));
    top += panel.height + BETWEEN;
  }
  for (const tick of times === null ? [] : time.ticks) {
    shapes.push({
      tag: 'text',
      attributes: {
        x: round(time.at(tick)),
        y: height - 6,
        fill: palette.faint,
        // The last one may stand at the very edge.
        'text-anchor': width - time.at(tick) < HALF_A_DAY ? 'end' : 'middle',
      },
      text: sayTick(tick, time.ticks),
    });
  }
  return { width, height, shapes };
}

interface Place {
  top: number;
  width: number;
  time: Scale;
  palette: Palette;
}

function drawPanel(panel: LinePanel, { top, width, time, palette }: Place): Shape[] {
  const values = spanOf(panel.lines.flatMap(({ value }) => value));
  const bottom = top + panel.height;
  if (values === null) return [];
  const isLog = panel.isLog === true && values.min > 0;
  const span: Span = panel.lines.some(({ fill }) => fill !== undefined) ? withZero(values) : values;
  const scale = (isLog ? logScale : linearScale)(span, bottom, top, panel.height / 32);
  const shapes: Shape[] = scale.ticks.flatMap((tick) =>
    axisMark(scale, tick, panel, width, palette),
  );
  const zero = Math.min(bottom, Math.max(top, scale.at(0)));
  for (const line of panel.lines) {
    const path = pathOf(line, time, isLog ? positive(scale) : scale);
    if (line.fill !== undefined && !isLog && path !== '') {
      const [first, last] = [...ends(line.time)];
      const down = `L${round(time.at(last ?? 0))} ${round(zero)}L${round(time.at(first ?? 0))} ${round(zero)}Z`;
      shapes.push({ tag: 'path', attributes: { d: path + down, fill: line.fill, stroke: 'none' } });
    }
    shapes.push({
      tag: 'path',
      attributes: { d: path, fill: 'none', stroke: line.colour, 'stroke-width': 1.25 },
    });
  }
  return shapes;
}

function axisMark(
  scale: Scale,
  tick: number,
  { format }: LinePanel,
  width: number,
  palette: Palette,
): Shape[] {
  const y = round(scale.at(tick));
  return [
    {
      tag: 'line',
      attributes: { x1: LEFT, x2: width - RIGHT, y1: y, y2: y, stroke: palette.hairline },
    },
    {
      tag: 'text',
      attributes: { x: LEFT - 8, y: y + FONT_SIZE / 3, fill: palette.faint, 'text-anchor': 'end' },
      text: format(tick),
    },
  ];
}

function pathOf({ time, value }: Line, across: Scale, up: Scale): string {
  let path = '';
  let isDrawing = false;
  for (const [index, at] of time.entries()) {
    const one = value[index] ?? null;
    const y = one === null ? Number.NaN : up.at(one);
    if (Number.isNaN(y)) isDrawing = false;
    else {
      path += `${isDrawing ? 'L' : 'M'}${round(across.at(at))} ${round(y)}`;
      isDrawing = true;
    }
  }
  return path;
}

function positive({ at, ticks }: Scale): Scale {
  return { ticks, at: (value) => (value > 0 ? at(value) : Number.NaN) };
}

function withZero({ min, max }: Span): Span {
  return { min: Math.min(0, min), max: Math.max(0, max) };
}

function* ends(values: readonly number[]): Generator<number> {
  const [first, last] = [values[0], values.at(-1)];
  if (first !== undefined) yield first;
  if (last !== undefined) yield last;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
