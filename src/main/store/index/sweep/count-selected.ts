import type { RowsKind } from '#contract/row-columns.ts';
import type { Selection } from '#contract/row-scope.ts';
import { placesOf } from '../read-places.ts';
import type { Snapshot } from '../snapshot.ts';

/** Selected rows of each group. `groupOf` by the place in `places`, -1 for none. */
export function countSelected(
  snapshot: Snapshot,
  rows: RowsKind,
  places: Int32Array,
  groupOf: Int32Array,
  groups: number,
  selection: Selection | null,
): Int32Array {
  const counts = new Int32Array(groups);
  if (selection === null) return counts;
  const { nos } = placesOf(snapshot, rows);
  const isWanted = selection.kind === 'rows';
  const named = new Set(isWanted ? selection.nos : selection.except);
  if (isWanted && named.size === 0) return counts;
  for (let at = 0; at < places.length; at += 1) {
    const group = groupOf[at] as number;
    if (group < 0 || named.has(nos[places[at] as number] as number) !== isWanted) continue;
    counts[group] = (counts[group] as number) + 1;
  }
  return counts;
}
