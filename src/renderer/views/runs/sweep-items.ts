import type { SweepGroup, SweepNode } from '#contract/operations.ts';
import { type Chip, facetChip } from './chips.ts';

/** One line of the navigation tree, in the order in which it is drawn. */
export type SweepItem =
  | {
      kind: 'group';
      key: string;
      label: string;
      level: 1;
      isOpen: boolean;
      /** Values chosen in it. */
      chosen: number;
      size: number;
      place: number;
    }
  | {
      kind: 'value';
      key: string;
      group: string;
      node: Pick<SweepNode, 'label' | 'count' | 'bestSharpe' | 'filter'>;
      level: number;
      isOpen: boolean;
      hasChildren: boolean;
      isChosen: boolean;
      size: number;
      place: number;
    }
  | { kind: 'more'; key: string; group: string; count: number };

/** What a chip remembers the group by. */
export function groupKey(group: Pick<SweepGroup, 'kind' | 'label'>): string {
  return group.kind === 'parameter' ? `parameter ${group.label}` : group.kind;
}

const openAtFirst: ReadonlySet<string> = new Set(['starred', 'user_tags', 'folder', 'tag']);

/** Groups that are open unless they were closed; the others the other way round. */
export function isGroupOpen(toggled: ReadonlySet<string>, group: string): boolean {
  return openAtFirst.has(group) !== toggled.has(group);
}

/** `toggled`: keys of what the user opened or closed. */
export function sweepItems(
  groups: readonly SweepGroup[],
  chips: readonly Chip[],
  toggled: ReadonlySet<string>,
): SweepItem[] {
  return groups.flatMap((group, place) => {
    const key = groupKey(group);
    const isOpen = isGroupOpen(toggled, key);
    const values = facetChip(chips, key);
    const chosen = values?.isOn ? (values.facet?.values ?? []) : [];
    const head: SweepItem = {
      kind: 'group',
      key,
      label: group.label,
      level: 1,
      isOpen,
      chosen: chosen.length,
      size: groups.length,
      place: place + 1,
    };
    if (!isOpen) return [head];
    const isChosen = new Set(chosen.map(({ filter }) => filter));
    const nodes = [...group.nodes, ...gone(group.nodes, chosen)];
    const more: SweepItem[] =
      group.more > 0 ? [{ kind: 'more', key: `${key} more`, group: key, count: group.more }] : [];
    return [head, ...valueItems(nodes, key, 2, isChosen, toggled), ...more];
  });
}

function valueItems(
  nodes: readonly SweepNode[],
  group: string,
  level: number,
  isChosen: ReadonlySet<string>,
  toggled: ReadonlySet<string>,
): SweepItem[] {
  return nodes.flatMap((node, place) => {
    const key = `${group}\n${node.filter}`;
    const hasChildren = node.children.length > 0;
    const isOpen = hasChildren && toggled.has(key);
    const item: SweepItem = {
      kind: 'value',
      key,
      group,
      node,
      level,
      isOpen,
      hasChildren,
      isChosen: isChosen.has(node.filter),
      size: nodes.length,
      place: place + 1,
    };
    return isOpen
      ? [item, ...valueItems(node.children, group, level + 1, isChosen, toggled)]
      : [item];
  });
}

/** Chosen values that nothing has any more under the other filters: still there to be taken back. */
function gone(
  nodes: readonly SweepNode[],
  chosen: readonly { label: string; filter: string }[],
): SweepNode[] {
  const known = new Set<string>();
  const collect = (list: readonly SweepNode[]) => {
    for (const node of list) {
      known.add(node.filter);
      collect(node.children);
    }
  };
  collect(nodes);
  return chosen
    .filter(({ filter }) => !known.has(filter))
    .map(({ label, filter }) => ({ label, filter, count: 0, bestSharpe: null, children: [] }));
}

const kindOrder: readonly SweepGroup['kind'][] = [
  'starred',
  'user_tags',
  'folder',
  'tag',
  'algorithm',
  'study',
  'anchor',
  'engine',
  'symbols',
  'parameter',
];

/** Each group as the other groups' choices leave it: choosing one value must not hide its neighbours. */
export function mergeGroups(
  narrowed: readonly SweepGroup[],
  own: ReadonlyMap<string, readonly SweepGroup[]>,
): SweepGroup[] {
  const merged = new Map(narrowed.map((group) => [groupKey(group), group]));
  for (const [key, groups] of own) {
    const group = groups.find((one) => groupKey(one) === key);
    if (group !== undefined) merged.set(key, group);
  }
  return [...merged.values()].sort(
    (one, other) =>
      kindOrder.indexOf(one.kind) - kindOrder.indexOf(other.kind) ||
      (one.label < other.label ? -1 : one.label > other.label ? 1 : 0),
  );
}
