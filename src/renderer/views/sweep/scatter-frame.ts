import type { ScatterDots } from './scatter-dots.ts';

/** Between values and pixels. */
export interface ScatterFrame {
  width: number;
  height: number;
  /** Of the area that dots lie in. */
  left: number;
  right: number;
  top: number;
  bottom: number;
  toX: (value: number) => number;
  toY: (value: number) => number;
  fromX: (pixel: number) => number;
  fromY: (pixel: number) => number;
}

const margin = { left: 68, top: 10, bottom: 44 } as const;
/** Room for the scale of the colours, or for the names of groups. */
const legend = { scale: 76, groups: 168 } as const;

export function scatterFrame(
  { range: { x, y }, paint }: Pick<ScatterDots, 'range' | 'paint'>,
  { width, height }: { width: number; height: number },
): ScatterFrame {
  const { left, top } = margin;
  const [right, bottom] = [width - legend[paint.kind], height - margin.bottom];
  const [inner, tall] = [right - left, bottom - top];
  return {
    width,
    height,
    left,
    right,
    top,
    bottom,
    toX: (value) => left + ((value - x[0]) / (x[1] - x[0])) * inner,
    toY: (value) => top + (1 - (value - y[0]) / (y[1] - y[0])) * tall,
    fromX: (pixel) => x[0] + ((pixel - left) / inner) * (x[1] - x[0]),
    fromY: (pixel) => y[0] + (1 - (pixel - top) / tall) * (y[1] - y[0]),
  };
}

/** Where the dots lie in pixels, and which lie near a place. */
export interface PlacedDots {
  x: Float32Array;
  y: Float32Array;
  /** The nearest dot within `REACH` pixels; -1 for none. */
  nearest: (x: number, y: number) => number;
}

/** Pixels from a dot at which the pointer still means it: also the side of a field of the grid. */
export const REACH = 8;

export function placeDots({ x, y }: Pick<ScatterDots, 'x' | 'y'>, frame: ScatterFrame): PlacedDots {
  const left = Float32Array.from(x, frame.toX);
  const top = Float32Array.from(y, frame.toY);
  let fields: ReturnType<typeof fieldsOf> | null = null;
  return {
    x: left,
    y: top,
    nearest(atX, atY) {
      fields ??= fieldsOf(left, top, frame);
      let near = REACH * REACH;
      let found = -1;
      for (const at of fields.around(atX, atY)) {
        const distance = (left[at]! - atX) ** 2 + (top[at]! - atY) ** 2;
        if (distance > near) continue;
        near = distance;
        found = at;
      }
      return found;
    },
  };
}

/** The dots sorted by fields of `REACH` pixels: what is near a place lies in nine of them. */
function fieldsOf(x: Float32Array, y: Float32Array, { width, height }: ScatterFrame) {
  const across = Math.ceil(width / REACH) + 1;
  const down = Math.ceil(height / REACH) + 1;
  const fieldAt = (at: number) => Math.floor(y[at]! / REACH) * across + Math.floor(x[at]! / REACH);
  const ends = new Int32Array(across * down + 1);
  for (let at = 0; at < x.length; at += 1) ends[fieldAt(at) + 1]! += 1;
  for (let field = 0; field < across * down; field += 1) ends[field + 1]! += ends[field]!;
  const next = ends.slice();
  const sorted = new Int32Array(x.length);
  for (let at = 0; at < x.length; at += 1) {
    const field = fieldAt(at);
    sorted[next[field]!] = at;
    next[field]! += 1;
  }
  return {
    *around(atX: number, atY: number): Generator<number> {
      const [column, row] = [Math.floor(atX / REACH), Math.floor(atY / REACH)];
      for (let up = Math.max(0, row - 1); up <= Math.min(down - 1, row + 1); up += 1) {
        const from = up * across + Math.max(0, column - 1);
        const to = up * across + Math.min(across - 1, column + 1);
        if (from <= to) yield* sorted.subarray(ends[from], ends[to + 1]);
      }
    },
  };
}
