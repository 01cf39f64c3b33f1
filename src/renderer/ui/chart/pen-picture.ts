import { canvasPen } from './canvas-pen.ts';
import type { Pen } from './pen.ts';
import { svgPen } from './svg-pen.ts';

/** A picture of what is drawn by a pen, for the frame to save. */
export function penPicture(
  size: () => { width: number; height: number },
  draw: (pen: Pen) => void,
) {
  return {
    canvas: () => {
      const { width, height } = size();
      const canvas = document.createElement('canvas');
      canvas.width = Math.round(width * 2);
      canvas.height = Math.round(height * 2);
      const context = canvas.getContext('2d');
      if (context === null) throw new Error('the browser gives no canvas to draw on');
      context.scale(2, 2);
      draw(canvasPen(context));
      return canvas;
    },
    svg: () => {
      const { width, height } = size();
      const pen = svgPen(Math.round(width), Math.round(height));
      draw(pen);
      return pen.done();
    },
  };
}
