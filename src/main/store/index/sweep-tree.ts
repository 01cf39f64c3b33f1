import { equalsExpression, quoteName } from '#contract/filter/format-filter.ts';
import { requireName } from '#contract/filter/resolve-names.ts';
import type { SweepGroup, SweepNode } from '#contract/operations.ts';
import { type ParameterCounts, parameterCounts } from './fill-counts.ts';
import { folderTree } from './folder-tree.ts';
import { groupPlaces, type ValueGroup } from './group-places.ts';
import type { IndexReader } from './index-handle.ts';
import { markGroups } from './mark-groups.ts';
import { matchingPlaces } from './match-rows.ts';
import { cellOf } from './read-cells.ts';
import { vectorsOf } from './read-vectors.ts';
import { type Snapshot, withSnapshot } from './snapshot.ts';

/** Values shown of one group; those left out are counted in `more`, and search or filter reach them. */
const shownValues = 200;
const shownParameterValues = 40;

const columns = [
  { kind: 'tag', key: 'tag', label: 'Tags' },
  { kind: 'algorithm', key: 'algorithm_id', label: 'Algorithms' },
  { kind: 'study', key: 'study_names', label: 'Studies' },
  { kind: 'anchor', key: 'anchor_algorithm_id', label: 'Anchors' },
  { kind: 'engine', key: 'engine_type', label: 'Engines' },
  { kind: 'symbols', key: 'symbols', label: 'Symbols' },
] as const;

/**
 * What the backtests under a filter can be narrowed by: folders, tags, algorithms, studies, anchors, engines, sets of symbols and
 * parameters, each value with its count, its best Sharpe ratio and the filter that narrows to it. Groups with a
 * single value and no missing ones are left out, folders apart: they narrow nothing. Throws `bad-filter`.
 */
export function sweepTree(index: IndexReader, filter: string): SweepGroup[] {
  return withSnapshot(index, (snapshot) => {
    // All at once: one scan instead of six.
    const keys = ['sharpe_ratio', 'folder', ...columns.map((column) => column.key)];
    vectorsOf(
      snapshot,
      'backtests',
      keys.map((key) => requireName(key, snapshot.names.backtests)),
    );
    const places = matchingPlaces(snapshot, { rows: 'backtests', filter, quick: '' });
    return [
      ...markGroups(snapshot, places, shownValues),
      folderTree(snapshot, places),
      ...columns.map((column) => columnGroup(snapshot, places, column)),
      ...parameterGroups(snapshot, places),
    ].filter((group) => group !== null);
  });
}

function columnGroup(
  snapshot: Snapshot,
  places: Int32Array,
  { kind, key, label }: (typeof columns)[number],
): SweepGroup | null {
  const { groups, more } = groupPlaces(snapshot, places, key, shownValues);
  if (groups.length + more <= 1) return null;
  const nodes = groups.map((group) => node(key, group, textLabel(group.value)));
  return { kind, label, nodes, more };
}

function parameterGroups(snapshot: Snapshot, places: Int32Array): (SweepGroup | null)[] {
  return [...parameterCounts(snapshot.db)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, counts]) => parameterGroup(snapshot, places, name, counts));
}

function parameterGroup(
  snapshot: Snapshot,
  places: Int32Array,
  name: string,
  counts: ParameterCounts,
): SweepGroup | null {
  const isSwitch = counts.switches > 0 && counts.numbers + counts.texts === 0;
  const quoted = quoteName({ key: name, isParameter: true });
  // One more than shown, because backtests without the parameter belong to other sweeps and get no node.
  const { groups, more } = groupPlaces(
    snapshot,
    places,
    `params.${name}`,
    shownParameterValues + 1,
  );
  const present = groups.filter((group) => group.value !== null);
  const shown = present.slice(0, shownParameterValues);
  if (present.length + more <= 1) return null;
  const nodes = shown.map((group) => {
    if (!isSwitch) return node(quoted, group, textLabel(group.value));
    const isOn = group.value === 1;
    return { ...node(quoted, group, String(isOn)), filter: equalsExpression(quoted, isOn) };
  });
  return { kind: 'parameter', label: name, nodes, more: more + present.length - shown.length };
}

function node(name: string, group: ValueGroup, label: string): SweepNode {
  return {
    label,
    count: group.count,
    bestSharpe: cellOf(group.bestSharpe) as SweepNode['bestSharpe'],
    filter: equalsExpression(name, group.value),
    children: [],
  };
}

function textLabel(value: number | string | null): string {
  return value === null ? '(none)' : String(cellOf(value));
}
