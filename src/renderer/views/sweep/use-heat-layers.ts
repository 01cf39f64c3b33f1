import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import { canvasPen } from '../../ui/chart/canvas-pen.ts';
import type { ChartPicture } from '../../ui/chart/chart-picture.ts';
import { penPicture } from '../../ui/chart/pen-picture.ts';
import { drawHeat, drawHeatMarks, type HeatLook, type HeatMarks } from './heat-picture.ts';
import { sizedCanvas } from './sized-canvas.ts';

/** Cells and marks on canvases of their own: a step of the cursor draws frames alone. */
export function useHeatLayers(
  look: HeatLook | null,
  marks: HeatMarks,
  picture: RefObject<ChartPicture | null>,
) {
  const cells = useRef<HTMLCanvasElement>(null);
  const frames = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    const context = sizedCanvas(cells.current, look?.frame ?? null);
    if (context !== null && look !== null) drawHeat(canvasPen(context), look);
  }, [look]);
  useLayoutEffect(() => {
    const context = sizedCanvas(frames.current, look?.frame ?? null);
    if (context !== null && look !== null) drawHeatMarks(canvasPen(context), look, marks);
  }, [look, marks]);
  useEffect(() => {
    if (look === null) return;
    picture.current = penPicture(
      () => look.frame,
      (pen) => {
        drawHeat(pen, look);
        drawHeatMarks(pen, look, marks);
      },
    );
    return () => {
      picture.current = null;
    };
  }, [look, marks, picture]);
  return { cells, frames };
}
