import { describe, expect, it } from 'vitest';
import type { SweepGroup, SweepNode } from '#contract/operations.ts';
import { chooseValue, switchAllOff } from './chips.ts';
import { groupKey, mergeGroups, sweepItems } from './sweep-items.ts';

const node = (label: string, count = 1, children: SweepNode[] = []): SweepNode => ({
  label,
  count,
  bestSharpe: 1,
  filter: `x = "${label}"`,
  children,
});
const folders: SweepGroup = {
  kind: 'folder',
  label: 'Folders',
  nodes: [node('a', 3, [node('a/b', 2)]), node('c')],
  more: 0,
};
const fast: SweepGroup = {
  kind: 'parameter',
  label: 'fast',
  nodes: [node('5'), node('12')],
  more: 7,
};
const keys = (items: ReturnType<typeof sweepItems>) =>
  items.map((item) => (item.kind === 'value' ? item.node.label : item.key));

describe('the navigation tree', () => {
  it('shows folders at once, parameters when they are opened', () => {
    expect(keys(sweepItems([folders, fast], [], new Set()))).toEqual([
      'folder',
      'a',
      'c',
      'parameter fast',
    ]);
    const opened = sweepItems([folders, fast], [], new Set(['folder', 'parameter fast']));
    expect(keys(opened)).toEqual(['folder', 'parameter fast', '5', '12', 'parameter fast more']);
  });

  it('opens a folder within a folder, a level further in', () => {
    const items = sweepItems([folders], [], new Set(['folder\nx = "a"']));
    expect(keys(items)).toEqual(['folder', 'a', 'a/b', 'c']);
    expect(items[2]).toMatchObject({ level: 3, size: 1, place: 1 });
    expect(items[1]).toMatchObject({ isOpen: true, hasChildren: true });
  });

  it('marks what is chosen, and counts it in its group', () => {
    const chips = chooseValue([], 'folder', node('c'));
    const items = sweepItems([folders], chips, new Set());
    expect(items[0]).toMatchObject({ chosen: 1 });
    expect(items.map((item) => 'isChosen' in item && item.isChosen)).toEqual([false, false, true]);
    expect(sweepItems([folders], switchAllOff(chips), new Set())[0]).toMatchObject({ chosen: 0 });
  });

  it('keeps a chosen value that nothing has any more, so that it can be taken back', () => {
    const chips = chooseValue([], 'folder', node('gone'));
    const last = sweepItems([folders], chips, new Set()).at(-1);
    expect(last).toMatchObject({ isChosen: true, node: { label: 'gone', count: 0 } });
  });

  it('says how many values are left out', () => {
    const items = sweepItems([fast], [], new Set(['parameter fast']));
    expect(items.at(-1)).toMatchObject({ kind: 'more', count: 7 });
  });
});

describe('groups under a filter', () => {
  it('show the neighbours of what is chosen in them', () => {
    const narrowed = [{ ...folders, nodes: [node('c')] }, fast];
    const merged = mergeGroups(narrowed, new Map([['folder', [folders]]]));
    expect(merged.map(groupKey)).toEqual(['folder', 'parameter fast']);
    expect(merged[0]!.nodes.length).toBe(2);
  });

  it('come back in their place where the choice left a single value', () => {
    const tag: SweepGroup = { ...folders, kind: 'tag', label: 'Tags' };
    const merged = mergeGroups([fast, folders], new Map([['tag', [tag]]]));
    expect(merged.map(groupKey)).toEqual(['folder', 'tag', 'parameter fast']);
  });
});
