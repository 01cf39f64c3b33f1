import { CHART_FONT } from './chart-colours.ts';
import { escapeXml } from './chart-picture.ts';

export interface TextLook {
  colour: string;
  size?: number;
  align?: 'left' | 'center' | 'right';
  /** Where `y` is: the letters' middle unless said. */
  baseline?: 'middle' | 'top' | 'bottom';
  /** A quarter turn to the left, for the name of a vertical axis. */
  isUpright?: boolean;
}

/** Draws the same picture as pixels or as shapes. Lengths in CSS pixels. */
export interface Pen {
  line(x1: number, y1: number, x2: number, y2: number, colour: string, width?: number): void;
  rect(x: number, y: number, width: number, height: number, colour: string): void;
  /** `at`: x and y by turns. Squares of that half width where there are many, which paints several times as fast. */
  dots(
    at: Float32Array,
    look: { radius: number; colour: string; alpha?: number; edge?: string },
  ): void;
  text(text: string, x: number, y: number, look: TextLook): void;
}

const MANY_DOTS = 4000;

export function canvasPen(context: CanvasRenderingContext2D): Pen {
  return {
    line(x1, y1, x2, y2, colour, width = 1) {
      context.strokeStyle = colour;
      context.lineWidth = width;
      context.beginPath();
      context.moveTo(x1, y1);
      context.lineTo(x2, y2);
      context.stroke();
    },
    rect(x, y, width, height, colour) {
      context.fillStyle = colour;
      context.fillRect(x, y, width, height);
    },
    dots(at, { radius, colour, alpha = 1, edge }) {
      context.globalAlpha = alpha;
      context.fillStyle = colour;
      if (at.length > 2 * MANY_DOTS) {
        for (let index = 0; index < at.length; index += 2) {
          context.fillRect(at[index]! - radius, at[index + 1]! - radius, 2 * radius, 2 * radius);
        }
      } else {
        context.beginPath();
        for (let index = 0; index < at.length; index += 2) {
          context.moveTo(at[index]! + radius, at[index + 1]!);
          context.arc(at[index]!, at[index + 1]!, radius, 0, 2 * Math.PI);
        }
        context.fill();
        if (edge !== undefined) {
          context.strokeStyle = edge;
          context.lineWidth = 1;
          context.stroke();
        }
      }
      context.globalAlpha = 1;
    },
    text(text, x, y, { colour, size = 11, align = 'left', baseline = 'middle', isUpright }) {
      context.save();
      context.translate(x, y);
      if (isUpright) context.rotate(-Math.PI / 2);
      context.fillStyle = colour;
      context.font = `${size}px ${CHART_FONT}`;
      context.textAlign = align;
      context.textBaseline = baseline;
      context.fillText(text, 0, 0);
      context.restore();
    },
  };
}

/** `done` gives the `<svg>`. */
export function svgPen(width: number, height: number): Pen & { done: () => string } {
  const parts: string[] = [];
  const anchors = { left: 'start', center: 'middle', right: 'end' } as const;
  const shifts = { middle: '0.35em', top: '0.8em', bottom: '-0.2em' } as const;
  return {
    line(x1, y1, x2, y2, colour, lineWidth = 1) {
      parts.push(
        `<path d="M${short(x1)} ${short(y1)}L${short(x2)} ${short(y2)}" stroke="${colour}" stroke-width="${lineWidth}"/>`,
      );
    },
    rect(x, y, boxWidth, boxHeight, colour) {
      parts.push(
        `<rect x="${short(x)}" y="${short(y)}" width="${short(boxWidth)}" height="${short(boxHeight)}" fill="${colour}"/>`,
      );
    },
    dots(at, { radius, colour, alpha = 1, edge }) {
      // One path for all: a round line of no length is a dot.
      const points: string[] = [];
      for (let index = 0; index < at.length; index += 2) {
        points.push(`M${short(at[index]!)} ${short(at[index + 1]!)}h0`);
      }
      if (points.length === 0) return;
      const path = points.join('');
      const dot = (line: string, width: number) =>
        `<path d="${path}" stroke="${line}" stroke-width="${width}" stroke-linecap="round" opacity="${alpha}"/>`;
      if (edge !== undefined && at.length <= 2 * MANY_DOTS) parts.push(dot(edge, 2 * radius + 1));
      parts.push(dot(colour, 2 * radius));
    },
    text(text, x, y, { colour, size = 11, align = 'left', baseline = 'middle', isUpright }) {
      const turn = isUpright ? ` transform="rotate(-90 ${short(x)} ${short(y)})"` : '';
      parts.push(
        `<text x="${short(x)}" y="${short(y)}" dy="${shifts[baseline]}" fill="${colour}" font-size="${size}" text-anchor="${anchors[align]}"${turn}>${escapeXml(text)}</text>`,
      );
    },
    done: () =>
      `<svg width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" xmlns="http://www.w3.org/2000/svg" font-family="${escapeXml(CHART_FONT)}" fill="none">${parts.join('')}</svg>`,
  };
}

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

function short(value: number): string {
  return String(Math.round(value * 10) / 10);
}
