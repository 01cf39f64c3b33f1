import type { Polygon } from '#contract/sweep.ts';
import type { IndexReader } from '../index-handle.ts';
import { type MatchScope, matchingPlaces } from '../match-rows.ts';
import { placesOf } from '../read-places.ts';
import { type Snapshot, withSnapshot } from '../snapshot.ts';
import { numbersOf } from './metric-values.ts';

/**
 * The numbers of the rows that match, in the order of their names. `within`: only those whose two values lie in the
 * polygon; rows without one of them lie nowhere. Throws `bad-filter`, `unknown-column`.
 */
export function rowNumbers(
  index: IndexReader,
  query: MatchScope & { within: Polygon | null },
): number[] {
  return withSnapshot(index, (snapshot) => {
    const places = matchingPlaces(snapshot, query);
    const { nos } = placesOf(snapshot, query.rows);
    const inside = query.within === null ? places : placesWithin(snapshot, query, query.within);
    return Array.from(inside, (place) => nos[place] as number);
  });
}

function placesWithin(snapshot: Snapshot, scope: MatchScope, polygon: Polygon): Int32Array {
  const x = numbersOf(snapshot, scope.rows, polygon.x);
  const y = numbersOf(snapshot, scope.rows, polygon.y);
  const box = boxOf(polygon.points);
  return matchingPlaces(snapshot, scope).filter((place) => {
    const [left, up] = [x[place] as number, y[place] as number];
    const isNear = left >= box.left && left <= box.right && up >= box.low && up <= box.high;
    return isNear && isInside(polygon.points, left, up);
  });
}

function boxOf(points: Polygon['points']) {
  const box = { left: Infinity, right: -Infinity, low: Infinity, high: -Infinity };
  for (const [x, y] of points) {
    box.left = Math.min(box.left, x);
    box.right = Math.max(box.right, x);
    box.low = Math.min(box.low, y);
    box.high = Math.max(box.high, y);
  }
  return box;
}

/** Crossings of a ray to the right: odd inside. */
function isInside(points: Polygon['points'], x: number, y: number): boolean {
  let isIn = false;
  for (let at = 0, before = points.length - 1; at < points.length; before = at, at += 1) {
    const [fromX, fromY] = points[before] as [number, number];
    const [toX, toY] = points[at] as [number, number];
    if (fromY > y === toY > y) continue;
    if (x < fromX + ((y - fromY) * (toX - fromX)) / (toY - fromY)) isIn = !isIn;
  }
  return isIn;
}
