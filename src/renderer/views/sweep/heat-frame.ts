import type { GridCell, SweepGrid } from '#contract/sweep.ts';

/** Where the cells of a heat map lie, in pixels. */
export interface HeatFrame {
  width: number;
  height: number;
  /** Of the area of the cells. */
  left: number;
  right: number;
  top: number;
  bottom: number;
  cellWidth: number;
  cellHeight: number;
}

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Widest name of a step; longer ones are cut, and whole in the tip. */
export const LABEL_WIDTH = 128;
/** Of a letter, on the average. */
export const LETTER = 6.4;

export function heatFrame(
  { x, y }: Pick<SweepGrid, 'x' | 'y'>,
  { width, height }: { width: number; height: number },
): HeatFrame {
  const longest = Math.max(1, ...y.steps.map(({ label }) => label.length));
  const left = 32 + Math.min(LABEL_WIDTH, longest * LETTER);
  const [right, top, bottom] = [Math.max(left + 1, width - 72), 6, Math.max(7, height - 42)];
  const cellWidth = (right - left) / Math.max(1, x.steps.length);
  const cellHeight = (bottom - top) / Math.max(1, y.steps.length);
  return { width, height, left, right, top, bottom, cellWidth, cellHeight };
}

/** Large values are up. */
export function boxOf(frame: HeatFrame, { x, y }: Pick<GridCell, 'x' | 'y'>): Box {
  return {
    x: frame.left + x * frame.cellWidth,
    y: frame.bottom - (y + 1) * frame.cellHeight,
    width: frame.cellWidth,
    height: frame.cellHeight,
  };
}

/** What is under a place: a cell with rows, the name of a step, or nothing. */
export function heatAt(
  { x: across, y: up, cells }: Pick<SweepGrid, 'x' | 'y' | 'cells'>,
  frame: HeatFrame,
  x: number,
  y: number,
): { cell: GridCell } | { name: string } | null {
  const column = Math.floor((x - frame.left) / frame.cellWidth);
  const row = Math.floor((frame.bottom - y) / frame.cellHeight);
  const isAcross = column >= 0 && column < across.steps.length;
  const isUp = row >= 0 && row < up.steps.length;
  if (isAcross && isUp) {
    const cell = cells.find((one) => one.x === column && one.y === row);
    return cell === undefined ? null : { cell };
  }
  if (isAcross && y > frame.bottom) {
    return { name: y > frame.bottom + 22 ? across.name : across.steps[column]!.label };
  }
  if (isUp && x < frame.left) return { name: x < 20 ? up.name : up.steps[row]!.label };
  return null;
}
