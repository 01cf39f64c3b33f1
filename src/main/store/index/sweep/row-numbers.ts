import type { Polygon } from '#contract/sweep.ts';
import { polygonTest } from '#contract/within-polygon.ts';
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
  const isWithin = polygonTest(polygon.points);
  return matchingPlaces(snapshot, scope).filter((place) =>
    isWithin(x[place] as number, y[place] as number),
  );
}
