import { useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import { canvasPen } from '../../ui/chart/canvas-pen.ts';
import { isSelected, type RowSelection } from '../../ui/data-table/row-selection.ts';
import {
  drawLines,
  drawParallelAxes,
  drawSelectedLines,
  type ParallelLook,
  selectedRows,
} from './parallel-picture.ts';
import { DIMMED } from './scatter-picture.ts';
import { sizedCanvas } from './sized-canvas.ts';

/** Lines drawn in one frame: a few milliseconds of work. */
const SLICE = 250;

/**
 * Lines, selected lines and axes on canvases of their own. The lines are drawn slice by slice, so that nothing else has
 * to wait for them, and stay as they are when the selection changes: the compositor dims them.
 */
export function useParallelLayers(look: ParallelLook | null, selection: RowSelection) {
  const lines = useRef<HTMLCanvasElement>(null);
  const selected = useRef<HTMLCanvasElement>(null);
  const axes = useRef<HTMLCanvasElement>(null);
  const rows = look?.lines;
  const only = useMemo(() => {
    if (rows === undefined) return null;
    if (selection.kind === 'rows' && selection.nos.size === 0) return null;
    return Uint8Array.from(rows.nos, (no) => (isSelected(selection, no) ? 1 : 0));
  }, [rows, selection]);

  useLayoutEffect(() => {
    const context = sizedCanvas(axes.current, look?.frame ?? null);
    if (context !== null && look !== null) drawParallelAxes(canvasPen(context), look);
  }, [look]);
  useEffect(() => {
    const context = sizedCanvas(lines.current, look?.frame ?? null);
    if (context === null || look === null) return;
    const pen = canvasPen(context);
    return inSlices([...look.lines.nos.keys()], (rows) => drawLines(pen, look, rows));
  }, [look]);
  useEffect(() => {
    const context = sizedCanvas(selected.current, look?.frame ?? null);
    if (lines.current) lines.current.style.opacity = only === null ? '1' : String(DIMMED / 2);
    if (context === null || look === null || only === null) return;
    const pen = canvasPen(context);
    const rows = selectedRows(only);
    return inSlices(rows, (some) => drawSelectedLines(pen, look, some, rows.length));
  }, [look, only]);
  return { lines, selected, axes, only };
}

/** A slice in each of the next frames. The answer ends it. */
function inSlices(rows: readonly number[], draw: (rows: readonly number[]) => void): () => void {
  let from = 0;
  const next = () => {
    draw(rows.slice(from, from + SLICE));
    from += SLICE;
    if (from < rows.length) turn = requestAnimationFrame(next);
  };
  let turn = requestAnimationFrame(next);
  return () => cancelAnimationFrame(turn);
}
