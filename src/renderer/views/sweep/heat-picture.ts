import type { GridCell, SweepGrid } from '#contract/sweep.ts';
import { type ChartColours, colourAt, inkOn, muchScale } from '../../ui/chart/chart-colours.ts';
import type { Pen } from '../../ui/chart/pen.ts';
import { type Box, boxOf, type HeatFrame, LABEL_WIDTH, LETTER } from './heat-frame.ts';

export interface HeatLook {
  grid: SweepGrid;
  frame: HeatFrame;
  figureOf: (cell: GridCell) => number | null;
  format: (value: number) => string;
  isLowBest: boolean;
  colours: ChartColours;
}

/** Drawn with a frame: what is selected, the best plateau, and where the keyboard is. */
export interface HeatMarks {
  selected: readonly GridCell[];
  best: GridCell | null;
  cursor: GridCell | null;
}

/** A metric over two parameters as colours: the brighter, the better, in both themes. */
export function drawHeat(pen: Pen, look: HeatLook): void {
  const { grid, frame, figureOf, format, isLowBest, colours } = look;
  const values = grid.cells.flatMap((cell) => figureOf(cell) ?? []).filter(Number.isFinite);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const scale = isLowBest ? [...muchScale].reverse() : [...muchScale];
  const { left, top, right, bottom } = frame;
  pen.rect(left, top, right - left, bottom - top, colours.sunken);
  // Values are written into the cells while these are large enough for them.
  const letters = Math.floor((frame.cellWidth - 6) / LETTER);
  const isWritten = letters >= 4 && frame.cellHeight >= 16;
  for (const cell of grid.cells) {
    const value = figureOf(cell);
    const isShown = value !== null && Number.isFinite(value);
    const share = !isShown ? 0 : high === low ? 0.5 : (value - low) / (high - low);
    const colour = isShown ? colourAt(scale, share) : colours.hairline;
    const box = boxOf(frame, cell);
    // A line of the ground between cells, as far as there is room for one.
    const gap = Math.min(box.width, box.height) > 4 ? 1 : 0;
    pen.rect(box.x, box.y, box.width - gap, box.height - gap, colour);
    if (!isWritten) continue;
    const text = value === null ? '–' : format(value);
    if (text.length > letters + 1) continue;
    pen.text(text, box.x + box.width / 2, box.y + box.height / 2, {
      colour: isShown ? inkOn(colour) : colours.soft,
      align: 'center',
    });
  }
  drawNames(pen, look);
  if (values.length > 0) drawScale(pen, look, scale, low, high);
}

export function drawHeatMarks(
  pen: Pen,
  { frame, colours }: Pick<HeatLook, 'frame' | 'colours'>,
  { selected, best, cursor }: HeatMarks,
): void {
  const around = (
    cell: GridCell,
    inset: number,
    [under, over]: readonly [string, string],
    width: number,
    dash?: readonly number[],
  ) => {
    const box = within(boxOf(frame, cell), inset);
    pen.frame(box, { colour: under, width: width + 2 });
    pen.frame(box, { colour: over, width, ...(dash === undefined ? {} : { dash }) });
  };
  for (const cell of selected) around(cell, 2.5, [colours.text, colours.canvas], 2);
  if (best !== null) around(best, 6, ['#ffffff', '#000000'], 1.5, [4, 3]);
  if (cursor !== null) around(cursor, 1, [colours.canvas, colours.accent], 3);
}

function within({ x, y, width, height }: Box, inset: number): Box {
  return {
    x: x + inset,
    y: y + inset,
    width: Math.max(2, width - 2 * inset),
    height: Math.max(2, height - 2 * inset),
  };
}

/** As many names of steps as there is room for, evenly; all where they fit. */
function drawNames(pen: Pen, { grid: { x, y }, frame, colours }: HeatLook): void {
  const { left, right, top, bottom, cellWidth, cellHeight } = frame;
  const longest = Math.max(1, ...x.steps.map(({ label }) => label.length));
  const wanted = x.steps.length <= 16 ? cellWidth : Math.min(LABEL_WIDTH, longest * LETTER) + 10;
  const across = Math.max(1, Math.ceil(wanted / cellWidth - 1e-9));
  const letters = Math.max(2, Math.floor((across * cellWidth - 6) / LETTER));
  x.steps.forEach(({ label }, at) => {
    if (at % across > 0) return;
    const middle = left + (at + 0.5) * cellWidth;
    pen.text(cut(label, letters), middle, bottom + 12, { colour: colours.faint, align: 'center' });
  });
  const up = Math.max(1, Math.ceil(14 / cellHeight - 1e-9));
  y.steps.forEach(({ label }, at) => {
    if (at % up > 0) return;
    const middle = bottom - (at + 0.5) * cellHeight;
    pen.text(cut(label, LABEL_WIDTH / LETTER), left - 8, middle, {
      colour: colours.faint,
      align: 'right',
    });
  });
  const name = { colour: colours.soft, size: 12, align: 'center' } as const;
  pen.text(cut(x.name, 60), (left + right) / 2, bottom + 32, name);
  pen.text(cut(y.name, 60), 10, (top + bottom) / 2, { ...name, isUpright: true });
}

function drawScale(
  pen: Pen,
  { frame, format, colours }: HeatLook,
  scale: readonly string[],
  low: number,
  high: number,
): void {
  const steps = 24;
  const tall = Math.min(120, frame.bottom - frame.top - 40);
  const from = (frame.top + frame.bottom - tall) / 2;
  const left = frame.right + 30;
  for (let step = 0; step < steps; step += 1) {
    const y = from + (tall * step) / steps;
    pen.rect(left, y, 10, tall / steps + 0.5, colourAt(scale, 1 - step / (steps - 1)));
  }
  const label = { colour: colours.faint, align: 'center' } as const;
  pen.text(format(high), left + 5, from - 10, label);
  pen.text(format(low), left + 5, from + tall + 10, label);
}

function cut(text: string, letters: number): string {
  const most = Math.floor(letters);
  return text.length > most ? `${text.slice(0, Math.max(1, most - 1))}…` : text;
}
