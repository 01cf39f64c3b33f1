import { type RefObject, useLayoutEffect, useMemo, useRef } from 'react';
import { canvasPen } from '../../ui/chart/canvas-pen.ts';
import { isSelected, type RowSelection } from '../../ui/data-table/row-selection.ts';
import { pixelOf, rasterDots } from './dot-raster.ts';
import { NO_SHADE, SHAPED_DOTS } from './scatter-dots.ts';
import {
  DIMMED,
  drawDots,
  drawScatterAxes,
  drawSelected,
  radiusOf,
  type ScatterLook,
  shadeLooks,
} from './scatter-picture.ts';
import { sizedCanvas } from './sized-canvas.ts';

export interface ScatterLayers {
  axes: RefObject<HTMLCanvasElement | null>;
  dots: RefObject<HTMLCanvasElement | null>;
  selected: RefObject<HTMLCanvasElement | null>;
}

/**
 * Each on a canvas of its own, so that a selection draws the selected dots alone: the others are dimmed by the
 * compositor. The answer has a 1 for each selected dot; null where nothing is selected.
 */
export function useScatterLayers(
  look: ScatterLook | null,
  selection: RowSelection,
): { layers: ScatterLayers; only: Uint8Array | null } {
  const axes = useRef<HTMLCanvasElement>(null);
  const dots = useRef<HTMLCanvasElement>(null);
  const selected = useRef<HTMLCanvasElement>(null);
  const data = look?.dots;
  const only = useMemo(() => {
    if (data === undefined) return null;
    if (selection.kind === 'rows' && selection.nos.size === 0) return null;
    return Uint8Array.from(data.nos, (no) => (isSelected(selection, no) ? 1 : 0));
  }, [data, selection]);

  useLayoutEffect(() => {
    const ground = sizedCanvas(axes.current, look?.frame ?? null);
    const context = sizedCanvas(dots.current, look?.frame ?? null);
    if (ground === null || context === null || look === null) return;
    drawScatterAxes(canvasPen(ground), look);
    paintDots(context, look, null);
  }, [look]);
  useLayoutEffect(() => {
    // In the frame after, so that what the selection changes elsewhere on the screen is not one task with it.
    const turn = requestAnimationFrame(() => {
      const context = sizedCanvas(selected.current, look?.frame ?? null);
      if (dots.current) dots.current.style.opacity = only === null ? '1' : String(DIMMED);
      if (context !== null && look !== null && only !== null) paintDots(context, look, only);
    });
    return () => cancelAnimationFrame(turn);
  }, [look, only]);
  return { layers: { axes, dots, selected }, only };
}

function paintDots(
  context: CanvasRenderingContext2D,
  look: ScatterLook,
  only: Uint8Array | null,
): void {
  if (look.dots.nos.length > SHAPED_DOTS) paintPixels(context, look, only);
  else if (only === null) drawDots(canvasPen(context), look, null);
  else drawSelected(canvasPen(context), look, only);
}

function paintPixels(
  context: CanvasRenderingContext2D,
  { dots, placed, colours }: ScatterLook,
  only: Uint8Array | null,
): void {
  const { width, height } = context.canvas;
  const scale = window.devicePixelRatio;
  const image = context.createImageData(width, height);
  const pixels = new Uint32Array(image.data.buffer);
  const marks = {
    x: placed.x.map((at) => at * scale),
    y: placed.y.map((at) => at * scale),
    shade: dots.shade,
  };
  const radius = radiusOf(dots);
  const size = { width, height };
  if (only !== null) {
    const rim = new Uint32Array(NO_SHADE + 1).fill(pixelOf(colours.text));
    rasterDots(pixels, size, marks, { radius: (radius + 1.5) * scale, palette: rim, only });
  }
  const palette = new Uint32Array(NO_SHADE + 1).fill(pixelOf(colours.border));
  shadeLooks(dots, colours).forEach(({ colour }, shade) => {
    palette[shade] = pixelOf(colour);
  });
  rasterDots(pixels, size, marks, { radius: radius * scale, palette, only });
  context.putImageData(image, 0, 0);
}
