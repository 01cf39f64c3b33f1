import { requireName } from '#contract/filter/resolve-names.ts';
import type { SortKey } from '#contract/operations.ts';
import { openSources } from './column-sql.ts';
import { isUnfiltered, type MatchScope, matchingPlaces } from './match-rows.ts';
import { placesOf } from './read-places.ts';
import { hasVector, isMark, vectorsOf } from './read-vectors.ts';
import type { Snapshot } from './snapshot.ts';
import { sortPlaces } from './sort-places.ts';
import type { Vector } from './vector.ts';
import { isScore, type ScoredScope, scoreVector } from './weighted-scores.ts';

export interface OrderScope extends ScoredScope {
  sort: readonly SortKey[];
}

/** Places of the matching rows in the order of the query. Worked out once per version, so scrolling only slices it. */
export function orderedPlaces(snapshot: Snapshot, scope: OrderScope): Int32Array {
  const keys = keysOf(snapshot, scope);
  if (keys.length === 0) return matchingPlaces(snapshot, scope);
  return snapshot.orders.getOrMake(keyOf(snapshot, scope), () => {
    const stored = keys.filter(({ name }) => !isScore(name)).map(({ name }) => name);
    const read = vectorsOf(snapshot, scope.rows, stored).values();
    const sorted = keys.map(({ name, descending }) => {
      const vector = isScore(name) ? scoreVector(snapshot, scope) : (read.next().value as Vector);
      return { vector, descending };
    });
    return sortPlaces(matchingPlaces(snapshot, scope), sorted);
  });
}

export function totalOf(snapshot: Snapshot, scope: MatchScope): number {
  return isUnfiltered(scope) ? snapshot[scope.rows] : matchingPlaces(snapshot, scope).length;
}

/** Row numbers from `offset` on, at most `limit`. */
export function windowOf(
  snapshot: Snapshot,
  scope: OrderScope,
  window: { offset: number; limit: number },
): ArrayLike<number> {
  const end = window.offset + window.limit;
  return firstRows(snapshot, scope, end)?.slice(window.offset) ?? sliceOf(snapshot, scope, window);
}

function sliceOf(
  snapshot: Snapshot,
  scope: OrderScope,
  window: { offset: number; limit: number },
): Int32Array {
  const { nos } = placesOf(snapshot, scope.rows);
  return orderedPlaces(snapshot, scope)
    .subarray(window.offset, window.offset + window.limit)
    .map((place) => nos[place] as number);
}

/** Beyond this SQLite's own heap for the first rows is no faster than sorting all. */
const firstRowsLimit = 1000;

/**
 * The first rows of an unfiltered query that is asked for the first time, straight from SQLite: one scan that
 * keeps a handful of rows, where the whole order would also need every handle and the whole column. Null
 * when it was asked before (then scrolling begins, and the order pays) or when the columns are in memory.
 */
function firstRows(snapshot: Snapshot, scope: OrderScope, end: number): number[] | null {
  if (scope.rows !== 'backtests' || !isUnfiltered(scope) || end > firstRowsLimit) return null;
  const keys = keysOf(snapshot, scope);
  if (keys.some(({ name }) => isScore(name))) return null;
  const key = keyOf(snapshot, scope);
  if (snapshot.asked.has(key) || snapshot.orders.has(key)) return null;
  if (
    snapshot.places.has(scope.rows) &&
    keys.every((k) => hasVector(snapshot, scope.rows, k.name))
  ) {
    return null;
  }
  snapshot.asked.add(key);
  const sources = openSources(snapshot.sql[scope.rows]);
  const terms = keys.map(({ name, descending }) => {
    return `${sources.value(name)} ${descending ? 'DESC' : 'ASC'} NULLS LAST`;
  });
  terms.push(snapshot.origin === 'reference' ? 'b.no' : 'b.handle');
  return snapshot.db
    .prepare(`SELECT ${sources.no} ${sources.from()} ORDER BY ${terms.join(', ')} LIMIT ?`)
    .pluck()
    .all(end) as number[];
}

/** Throws `unknown-column`. */
function keysOf(snapshot: Snapshot, scope: OrderScope) {
  return scope.sort.map(({ column, descending }) => {
    return { name: requireName(column, snapshot.names[scope.rows]), descending };
  });
}

function keyOf(snapshot: Snapshot, scope: OrderScope): string {
  const sort = scope.sort.map(({ column, descending }) => [column, descending]);
  // Any filter may ask for a mark; rows that are not filtered change their order with the marks only when sorted by one.
  const names = keysOf(snapshot, scope).map(({ name }) => name);
  const score = names.some(isScore) ? (scope.score ?? null) : null;
  const hasMarks = !isUnfiltered(scope) || names.some(isMark);
  const marks = hasMarks ? snapshot.marksVersion : 0;
  return JSON.stringify([scope.rows, scope.filter.trim(), scope.quick.trim(), sort, marks, score]);
}
