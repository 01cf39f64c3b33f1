import type { Polygon } from './sweep.ts';

/** More than a line drawn by hand has corners at one height. */
const BANDS = 64;

type Edge = readonly [fromX: number, fromY: number, toX: number, toY: number];

/**
 * Whether a point lies within a closed line: crossings of a ray to the right, odd inside. The page and the engine take
 * the same rows for the same line. The edges are sorted by height once, so that a point meets only those beside it.
 */
export function polygonTest(points: Polygon['points']): (x: number, y: number) => boolean {
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  const [left, right] = [Math.min(...xs), Math.max(...xs)];
  const [low, high] = [Math.min(...ys), Math.max(...ys)];
  const bandOf = (y: number) =>
    high === low ? 0 : Math.min(BANDS - 1, Math.floor(((y - low) / (high - low)) * BANDS));
  const bands: Edge[][] = Array.from({ length: BANDS }, () => []);
  points.forEach(([toX, toY], at) => {
    const [fromX, fromY] = points.at(at - 1) as [number, number];
    const last = bandOf(Math.max(fromY, toY));
    for (let band = bandOf(Math.min(fromY, toY)); band <= last; band += 1) {
      bands[band]?.push([fromX, fromY, toX, toY]);
    }
  });
  return (x, y) => {
    // Written so that NaN is outside.
    if (!(x >= left && x <= right && y >= low && y <= high)) return false;
    let isIn = false;
    for (const [fromX, fromY, toX, toY] of bands[bandOf(y)] as Edge[]) {
      if (fromY > y === toY > y) continue;
      if (x < fromX + ((y - fromY) * (toX - fromX)) / (toY - fromY)) isIn = !isIn;
    }
    return isIn;
  };
}
