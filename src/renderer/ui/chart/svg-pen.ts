import { CHART_FONT } from './chart-colours.ts';
import { escapeXml } from './chart-picture.ts';
import { cornersOf } from './mark-shape.ts';
import { eachPoint, HALO, MANY_DOTS, type Pen } from './pen.ts';

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
    frame({ x, y, width: boxWidth, height: boxHeight }, look) {
      const dash = look.dash === undefined ? '' : ` stroke-dasharray="${look.dash.join(' ')}"`;
      parts.push(
        `<rect x="${short(x)}" y="${short(y)}" width="${short(boxWidth)}" height="${short(boxHeight)}" stroke="${look.colour}" stroke-width="${look.width}"${dash}/>`,
      );
    },
    path(at, colour, lineWidth, alpha) {
      const points: string[] = [];
      eachPoint(at, (x, y, isFirst) =>
        points.push(`${isFirst ? 'M' : 'L'}${short(x)} ${short(y)}`),
      );
      if (points.length === 0) return;
      parts.push(
        `<path d="${points.join('')}" stroke="${colour}" stroke-width="${lineWidth}" opacity="${alpha}"/>`,
      );
    },
    dots(at, { radius, colour, alpha = 1, edge, shape = 'disc' }) {
      const corners = cornersOf(shape, radius);
      if (corners !== null) {
        const outlines = outlinesOf(at, corners);
        const ring = edge === undefined ? '' : ` stroke="${edge}"`;
        if (outlines !== '') {
          parts.push(`<path d="${outlines}" fill="${colour}"${ring} opacity="${alpha}"/>`);
        }
        return;
      }
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
    text(text, x, y, { colour, size = 11, align = 'left', baseline = 'middle', isUpright, halo }) {
      const ring =
        halo === undefined
          ? ''
          : ` stroke="${halo}" stroke-width="${HALO}" stroke-linejoin="round" paint-order="stroke"`;
      const turn = isUpright ? ` transform="rotate(-90 ${short(x)} ${short(y)})"` : '';
      parts.push(
        `<text x="${short(x)}" y="${short(y)}" dy="${shifts[baseline]}" fill="${colour}" font-size="${size}" text-anchor="${anchors[align]}"${ring}${turn}>${escapeXml(text)}</text>`,
      );
    },
    done: () =>
      `<svg width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" xmlns="http://www.w3.org/2000/svg" font-family="${escapeXml(CHART_FONT)}" fill="none">${parts.join('')}</svg>`,
  };
}

function outlinesOf(at: Float32Array, corners: readonly (readonly [number, number])[]): string {
  const outlines: string[] = [];
  for (let index = 0; index < at.length; index += 2) {
    const [x, y] = [at[index]!, at[index + 1]!];
    const points = corners.map(([right, down]) => `${short(x + right)} ${short(y + down)}`);
    outlines.push(`M${points.join('L')}z`);
  }
  return outlines.join('');
}

function short(value: number): string {
  return String(Math.round(value * 10) / 10);
}
