import { equalsExpression, quoteName } from '#contract/filter/format-filter.ts';
import { requireName } from '#contract/filter/resolve-names.ts';
import type { SweepGroup, SweepNode } from '#contract/operations.ts';
import { type ParameterCounts, parameterCounts } from './fill-counts.ts';
import { folderTree } from './folder-tree.ts';
import { groupPlaces, type ValueGroup } from './group-places.ts';
import type { IndexReader } from './index-handle.ts';
import { matchingPlaces } from './match-rows.ts';
import { cellOf } from './read-cells.ts';
import { type Snapshot, withSnapshot } from './snapshot.ts';
import { vectorsOf } from './vector.ts';

/** Values shown of one group; those left out are counted in `more`, and search or filter reach them. */
const shownValues = 200;
const shownParameterValues = 40;

const columns = [
  { kind: 'tag', key: 'tag', label: 'Tags' },
  { kind: 'algorithm', key: 'algorithm_id', label: 'Algorithms' },
  { kind: 'engine', key: 'engine_type', label: 'Engines' },
  { kind: 'symbols', key: 'symbols', label: 'Symbols' },
] as const;

/**
 * What the backtests under a filter can be narrowed by: folders, tags, algorithms, engines, sets of symbols and
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
      folderTree(snapshot, places),
      ...columns.map((column) => columnGroup(snapshot, places, column)),
      ...parameterGroups(snapshot, places),
    ].filter((group) => group !== null);
  });
}

function columnGroup(
  snapshot: Snapshot,
  places: Int32Array,
  column: (typeof columns)[number],
): SweepGroup | null {
  const groups = groupPlaces(snapshot, places, column.key);
  const nodes = groups.map((group) => node(column.key, group, textLabel(group.value)));
  return groupOf(column.kind, column.label, nodes, shownValues);
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
  // Backtests without the parameter belong to other sweeps: no node for them.
  const groups = groupPlaces(snapshot, places, `params.${name}`).filter((g) => g.value !== null);
  const nodes = groups.map((group) => {
    if (!isSwitch) return node(quoted, group, textLabel(group.value));
    const isOn = group.value === 1;
    return { ...node(quoted, group, String(isOn)), filter: equalsExpression(quoted, isOn) };
  });
  return groupOf('parameter', name, nodes, shownParameterValues);
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

/** Nodes come in the order of their values; where there are too many, the commonest stay, in that order. */
function groupOf(
  kind: SweepGroup['kind'],
  label: string,
  nodes: readonly SweepNode[],
  limit: number,
): SweepGroup | null {
  if (nodes.length <= 1) return null;
  if (nodes.length <= limit) return { kind, label, nodes: [...nodes], more: 0 };
  const commonest = [...nodes].sort((a, b) => b.count - a.count).slice(0, limit);
  const kept = new Set(commonest);
  return {
    kind,
    label,
    nodes: nodes.filter((candidate) => kept.has(candidate)),
    more: nodes.length - limit,
  };
}
