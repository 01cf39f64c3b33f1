import { readFilter } from '#contract/filter/bind-filter.ts';
import { requireName } from '#contract/filter/resolve-names.ts';
import type { RowsKind } from '#contract/row-columns.ts';
import { openSources, type Sources } from './column-sql.ts';
import type { Condition } from './condition.ts';
import { chain, filterCondition, quickCondition } from './filter-sql.ts';
import { placesOf } from './read-places.ts';
import type { Snapshot } from './snapshot.ts';

export interface MatchScope {
  rows: RowsKind;
  filter: string;
  quick: string;
}

export function isUnfiltered(scope: MatchScope): boolean {
  return scope.filter.trim() === '' && scope.quick.trim() === '';
}

/** Places of the rows that match, ascending. Throws `bad-filter` and `unknown-column`. */
export function matchingPlaces(snapshot: Snapshot, scope: MatchScope): Int32Array {
  const key = JSON.stringify([
    scope.rows,
    scope.filter.trim(),
    scope.quick.trim(),
    isUnfiltered(scope) ? 0 : snapshot.marksVersion,
  ]);
  return snapshot.matches.getOrMake(key, () => findMatches(snapshot, scope));
}

function findMatches(snapshot: Snapshot, scope: MatchScope): Int32Array {
  const sources = openSources(snapshot.sql[scope.rows]);
  const condition = conditionOf(snapshot, scope, sources);
  const { nos, placeOf } = placesOf(snapshot, scope.rows);
  if (!condition) return Int32Array.from(nos, (_, place) => place);
  const found = snapshot.db
    .prepare(`SELECT ${sources.no} ${sources.from()} WHERE ${condition.sql}`)
    .pluck()
    .all(...condition.bindings) as number[];
  return Int32Array.from(found, (no) => placeOf[no] as number).sort();
}

function conditionOf(snapshot: Snapshot, scope: MatchScope, sources: Sources): Condition | null {
  const names = snapshot.names[scope.rows];
  const filter = readFilter(scope.filter, names);
  const terms = [
    filter && filterCondition(filter, sources),
    quickCondition(scope.quick, sources, () =>
      quickColumns.map((key) => sources.value(requireName(key, names))),
    ),
  ].filter((term) => term !== null);
  return terms.length === 0 ? null : chain(' AND ', terms);
}

/** Where the words of the quick search are looked for. */
const quickColumns = ['handle', 'algorithm_id', 'tag', 'symbols', 'note'];
