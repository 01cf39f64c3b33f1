import { polygonTest } from '#contract/within-polygon.ts';

/** A line drawn by the pointer, in pixels. */
export interface Lasso {
  points: [number, number][];
  isAdding: boolean;
}

/** Pixels between two points: nearer ones add nothing that is seen. */
const APART = 3;
/** Pixels below which it was a click. */
const CLICK = 5;

export function extend({ points, isAdding }: Lasso, x: number, y: number): Lasso {
  const [lastX, lastY] = points.at(-1)!;
  if (Math.hypot(x - lastX, y - lastY) < APART) return { points, isAdding };
  return { points: [...points, [x, y]], isAdding };
}

export function isClick({ points }: Lasso): boolean {
  const [firstX, firstY] = points[0]!;
  return points.every(([x, y]) => Math.hypot(x - firstX, y - firstY) < CLICK);
}

/** The places in the lists of what lies within the line. */
export function lassoed(
  { points }: Lasso,
  { x, y }: { x: ArrayLike<number>; y: ArrayLike<number> },
): number[] {
  const isWithin = polygonTest(points);
  const found: number[] = [];
  for (let at = 0; at < x.length; at += 1) {
    if (isWithin(x[at]!, y[at]!)) found.push(at);
  }
  return found;
}

export function paintLasso(
  context: CanvasRenderingContext2D,
  { points }: Lasso,
  colour: string,
): void {
  context.beginPath();
  points.forEach(([x, y], at) => (at === 0 ? context.moveTo(x, y) : context.lineTo(x, y)));
  context.closePath();
  context.globalAlpha = 0.15;
  context.fillStyle = colour;
  context.fill();
  context.globalAlpha = 1;
  context.strokeStyle = colour;
  context.lineWidth = 1.5;
  context.stroke();
}
