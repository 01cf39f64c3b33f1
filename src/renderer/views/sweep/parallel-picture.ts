import type { RowColumns } from '#contract/sweep.ts';
import { type ChartColours, colourAt } from '../../ui/chart/chart-colours.ts';
import { niceTicks } from '../../ui/chart/nice-ticks.ts';
import type { Pen } from '../../ui/chart/pen.ts';
import { numberAt, type ParallelFrame, rangeOf, yOf } from './parallel-frame.ts';
import { DIMMED, scaleOf } from './scatter-picture.ts';

export interface ParallelLook {
  lines: RowColumns;
  frame: ParallelFrame;
  heights: Float32Array;
  /** Of each line. */
  strokes: readonly string[];
  colours: ChartColours;
}

/** A colour for each line by one of the axes; the brighter, the better. */
export function lineStrokes(
  lines: RowColumns,
  colourBy: number,
  isLowBest: boolean,
  colours: ChartColours,
): string[] {
  const scale = isLowBest ? scaleOf(colours).reverse() : scaleOf(colours);
  const column = lines.columns[colourBy];
  const [low, high] = rangeOf(column);
  return lines.nos.map((_, row) => {
    const value = numberAt(column, row);
    if (value === null) return colours.border;
    return colourAt(scale, high === low ? 0.5 : (value - low) / (high - low));
  });
}

/** For what is saved. `only`: 1 for the selected lines, which lie over the others; null where nothing is selected. */
export function drawParallel(pen: Pen, look: ParallelLook, only: Uint8Array | null): void {
  drawLines(pen, look, [...look.lines.nos.keys()], only === null ? 1 : DIMMED / 2);
  if (only !== null) {
    const rows = selectedRows(only);
    drawSelectedLines(pen, look, rows, rows.length);
  }
  drawParallelAxes(pen, look);
}

/** Each line by itself, so that where many lie over each other it is denser. */
export function drawLines(pen: Pen, look: ParallelLook, rows: readonly number[], share = 1): void {
  const opacity = Math.min(0.9, Math.max(0.12, 30 / Math.sqrt(look.lines.nos.length + 1) / 4));
  for (const row of rows) {
    pen.path(pointsOf(look, row), look.strokes[row]!, 1.25, opacity * share);
  }
}

export function selectedRows(only: Uint8Array): number[] {
  return [...only.keys()].filter((row) => only[row] === 1);
}

/** `all`: selected lines, of which `rows` are some. */
export function drawSelectedLines(
  pen: Pen,
  look: ParallelLook,
  rows: readonly number[],
  all: number,
): void {
  const opacity = all > 600 ? 0.5 : 0.95;
  for (const row of rows) pen.path(pointsOf(look, row), look.strokes[row]!, 2, opacity);
}

/** Over an axis without a value the line goes on to the next. */
function pointsOf({ frame: { axes }, heights }: ParallelLook, row: number): Float32Array {
  const points: number[] = [];
  axes.forEach(({ x }, at) => {
    const y = heights[row * axes.length + at]!;
    if (!Number.isNaN(y)) points.push(x, y);
  });
  return Float32Array.from(points);
}

/** Above the lines, which all meet where the labels stand. */
export function drawParallelAxes(pen: Pen, { frame, colours }: ParallelLook): void {
  const room = frame.axes.length < 2 ? frame.width : frame.axes[1]!.x - frame.axes[0]!.x;
  const letters = Math.max(4, Math.floor(Math.min(room - 12, 190) / 6.2));
  for (const axis of frame.axes) {
    const { x } = axis;
    pen.line(x, frame.top, x, frame.bottom, colours.border);
    pen.text(short(axis.label, letters), x, frame.top - 18, {
      colour: colours.soft,
      size: 12,
      align: 'center',
    });
    const values = axis.few ?? niceTicks(...axis.range, (frame.bottom - frame.top) / 44);
    let last = Infinity;
    for (const value of values) {
      const y = yOf(frame, axis, value);
      pen.line(x - 3, y, x, y, colours.border);
      if (last - y < 13) continue;
      last = y;
      const look = { colour: colours.faint, halo: colours.canvas };
      pen.text(short(axis.format(value), letters), x + 6, y, look);
    }
  }
}

function short(text: string, letters: number): string {
  return text.length > letters ? `${text.slice(0, letters - 1)}…` : text;
}
