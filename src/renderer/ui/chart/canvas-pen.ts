import { CHART_FONT } from './chart-colours.ts';
import { cornersOf } from './mark-shape.ts';
import { eachPoint, HALO, MANY_DOTS, type Pen } from './pen.ts';

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
    frame({ x, y, width, height }, look) {
      context.strokeStyle = look.colour;
      context.lineWidth = look.width;
      context.setLineDash([...(look.dash ?? [])]);
      context.strokeRect(x, y, width, height);
      context.setLineDash([]);
    },
    path(at, colour, width, alpha) {
      context.globalAlpha = alpha;
      context.strokeStyle = colour;
      context.lineWidth = width;
      context.beginPath();
      eachPoint(at, (x, y, isFirst) => (isFirst ? context.moveTo(x, y) : context.lineTo(x, y)));
      context.stroke();
      context.globalAlpha = 1;
    },
    dots(at, { radius, colour, alpha = 1, edge, shape = 'disc' }) {
      context.globalAlpha = alpha;
      context.fillStyle = colour;
      const corners = cornersOf(shape, radius);
      if (at.length > 2 * MANY_DOTS) {
        for (let index = 0; index < at.length; index += 2) {
          context.fillRect(at[index]! - radius, at[index + 1]! - radius, 2 * radius, 2 * radius);
        }
      } else {
        context.beginPath();
        for (let index = 0; index < at.length; index += 2) {
          const [x, y] = [at[index]!, at[index + 1]!];
          if (corners === null) {
            context.moveTo(x + radius, y);
            context.arc(x, y, radius, 0, 2 * Math.PI);
          } else {
            for (const [step, [right, down]] of corners.entries()) {
              if (step === 0) context.moveTo(x + right, y + down);
              else context.lineTo(x + right, y + down);
            }
            context.closePath();
          }
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
    text(text, x, y, { colour, size = 11, align = 'left', baseline = 'middle', isUpright, halo }) {
      context.save();
      context.translate(x, y);
      if (isUpright) context.rotate(-Math.PI / 2);
      context.fillStyle = colour;
      context.font = `${size}px ${CHART_FONT}`;
      context.textAlign = align;
      context.textBaseline = baseline;
      if (halo !== undefined) {
        context.strokeStyle = halo;
        context.lineWidth = HALO;
        context.lineJoin = 'round';
        context.strokeText(text, 0, 0);
      }
      context.fillText(text, 0, 0);
      context.restore();
    },
  };
}
