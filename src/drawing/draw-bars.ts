import { FONT_SIZE, type Palette, type Picture, type Shape } from './picture.ts';
import { linearScale, spanOf } from './scale.ts';

export interface Bar {
  value: number;
  /** Below the axis; empty for none. */
  label: string;
  /** Said when the pointer rests on it. */
  title: string;
  colour: string;
}

export interface BarChart {
  bars: readonly Bar[];
  /** Of bars that are stretches of a scale: what stands below their borders, one more than bars; their labels are not shown. */
  borders?: readonly string[];
  format: (value: number) => string;
  /** A line across the bars, at a share of the width from 0 to 1, with what it marks. */
  mark?: { share: number; label: string };
  /** What the axis below counts. */
  below?: string;
  /** Bars are numbers of things: no marks between whole numbers. */
  isCount?: boolean;
  /** Pixels: bars of things with names are no wider, where there is room for more. */
  widest?: number;
}

const LEFT = 56;
const RIGHT = 12;
const TOP = 18;
const BOTTOM = 20;

/** Bars from 0, beside each other. */
export function drawBars(
  { bars, borders, format, mark, below, isCount, widest = Number.POSITIVE_INFINITY }: BarChart,
  width: number,
  height: number,
  palette: Palette,
): Picture {
  const floor = height - BOTTOM - (below === undefined ? 0 : FONT_SIZE + 4);
  const values = spanOf([0, ...bars.map(({ value }) => value)])!;
  const scale = linearScale(
    values.min === values.max ? { min: 0, max: 1 } : values,
    floor,
    TOP,
    (floor - TOP) / 32,
  );
  const step = (width - LEFT - RIGHT) / Math.max(1, bars.length);
  const gap = Math.max(Math.min(4, step * 0.2), step - widest);
  const ticks = isCount === true ? scale.ticks.filter(Number.isInteger) : scale.ticks;
  const shapes: Shape[] = ticks.flatMap((tick) => axis(scale.at(tick), format(tick)));

  function axis(y: number, text: string): Shape[] {
    const at = round(y);
    return [
      {
        tag: 'line',
        attributes: { x1: LEFT, x2: width - RIGHT, y1: at, y2: at, stroke: palette.hairline },
      },
      {
        tag: 'text',
        attributes: {
          x: LEFT - 8,
          y: at + FONT_SIZE / 3,
          fill: palette.faint,
          'text-anchor': 'end',
        },
        text,
      },
    ];
  }

  const zero = scale.at(0);
  for (const [index, { value, title, colour }] of bars.entries()) {
    const y = scale.at(value);
    shapes.push({
      tag: 'rect',
      attributes: {
        x: round(LEFT + index * step + gap / 2),
        y: round(Math.min(y, zero)),
        width: round(Math.max(0.5, step - gap)),
        height: round(Math.max(value === 0 ? 0 : 1, Math.abs(zero - y))),
        fill: colour,
      },
      title,
    });
  }
  const texts = borders ?? bars.map(({ label }) => label);
  shapes.push(...labels(texts, borders === undefined ? 0.5 : 0, step, floor, palette));
  if (mark !== undefined) shapes.push(...markLine(mark, floor, width, palette));
  if (below !== undefined) {
    shapes.push({
      tag: 'text',
      attributes: {
        x: (LEFT + width - RIGHT) / 2,
        y: height - 4,
        fill: palette.faint,
        'text-anchor': 'middle',
      },
      text: below,
    });
  }
  return { width, height, shapes };
}

const LABEL_ROOM = 46;

/** As many labels as there is room for, evenly apart. `shift`: of a bar's width, from its left border. */
function labels(
  texts: readonly string[],
  shift: number,
  step: number,
  floor: number,
  palette: Palette,
): Shape[] {
  const every = Math.max(1, Math.ceil(LABEL_ROOM / step));
  return texts.flatMap((text, index): Shape[] =>
    text === '' || index % every !== 0
      ? []
      : [
          {
            tag: 'text',
            attributes: {
              x: round(LEFT + (index + shift) * step),
              y: floor + FONT_SIZE + 4,
              fill: palette.faint,
              'text-anchor': 'middle',
            },
            text,
          },
        ],
  );
}

function markLine(
  { share, label }: NonNullable<BarChart['mark']>,
  floor: number,
  width: number,
  palette: Palette,
): Shape[] {
  const x = round(LEFT + Math.min(1, Math.max(0, share)) * (width - LEFT - RIGHT));
  const isRight = share > 0.6;
  return [
    {
      tag: 'line',
      attributes: {
        x1: x,
        x2: x,
        y1: TOP - 6,
        y2: floor,
        stroke: palette.text,
        'stroke-width': 1.5,
        'stroke-dasharray': '4 3',
      },
    },
    {
      tag: 'text',
      attributes: {
        x: isRight ? x - 6 : x + 6,
        y: FONT_SIZE,
        fill: palette.text,
        'text-anchor': isRight ? 'end' : 'start',
      },
      text: label,
    },
  ];
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
