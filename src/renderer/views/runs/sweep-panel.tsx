import { type KeyboardEvent, useRef, useState } from 'react';
import type { Answer } from '../../engine/use-query.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { type Chip, chooseValue } from './chips.ts';
import { type SweepItem, sweepItems } from './sweep-items.ts';
import { SweepLine } from './sweep-line.tsx';
import type { SweepAnswer } from './use-sweep-groups.ts';

interface SweepPanelProps {
  answer: Answer<SweepAnswer>;
  chips: readonly Chip[];
  onChips: (what: string, chips: readonly Chip[]) => void;
  /** Keys of what was opened or closed. */
  toggled: readonly string[];
  onToggled: (toggled: readonly string[]) => void;
  /** The filter field is to find what the tree leaves out. */
  onSearch: (group: string) => void;
}

/** What the archive can be narrowed by. Choosing values of one group widens, of another group narrows. */
export function SweepPanel(props: SweepPanelProps) {
  const { answer, chips, onChips, toggled, onToggled, onSearch } = props;
  const tree = useRef<HTMLDivElement>(null);
  const [activeKey, setActiveKey] = useState<string | null>(null);
  const items = sweepItems(answer.value?.groups ?? [], chips, new Set(toggled));
  const active = items.find(({ key }) => key === activeKey) ?? items[0];

  const open = ({ key }: SweepItem) =>
    onToggled(toggled.includes(key) ? toggled.filter((one) => one !== key) : [...toggled, key]);
  const use = (item: SweepItem) => {
    setActiveKey(item.key);
    if (item.kind === 'group') open(item);
    else if (item.kind === 'more') onSearch(item.group);
    else onChips(`choose ${item.group}`, chooseValue(chips, item.group, item.node));
  };
  const goTo = (item: SweepItem | undefined) => {
    if (item === undefined) return;
    setActiveKey(item.key);
    const at = items.indexOf(item);
    tree.current?.querySelectorAll<HTMLElement>('[role="treeitem"]')[at]?.focus();
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (active === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const moved = treeKey(event.key, items, active);
    if (moved === null) return;
    event.preventDefault();
    if (moved.do === 'use') use(active);
    else if (moved.do === 'open') open(active);
    else goTo(moved.to);
  };

  if (answer.error !== undefined) {
    return (
      <div className="panel-note">
        <ErrorNote
          title="The navigation could not be loaded"
          error={answer.error}
          actions={<Button onClick={answer.refresh}>Try again</Button>}
        />
      </div>
    );
  }
  return (
    <div className="sweep">
      <div className="sweep-head" aria-hidden="true">
        <span>Narrow to</span>
        <span className="sweep-best">Best Sharpe</span>
        <span className="sweep-count">Rows</span>
      </div>
      {answer.value?.isUnfiltered && (
        <p className="sweep-note">
          Counts are of all backtests: the filter is about studies or runs.
        </p>
      )}
      {items.length === 0 && !answer.isLoading && (
        <p className="sweep-note">
          Nothing to choose from here: the rows that match differ in no folder, tag, algorithm or
          parameter.
        </p>
      )}
      <div
        ref={tree}
        role="tree"
        aria-label="Sweep navigation"
        aria-multiselectable="true"
        aria-busy={answer.isLoading}
        className="sweep-tree"
        onKeyDown={onKeyDown}
      >
        {items.map((item) => (
          <SweepLine
            key={item.key}
            item={item}
            isActive={item === active}
            onUse={() => use(item)}
            onOpen={() => {
              setActiveKey(item.key);
              open(item);
            }}
            onFocus={() => setActiveKey(item.key)}
          />
        ))}
      </div>
    </div>
  );
}

type TreeMove = { do: 'use' } | { do: 'open' } | { do: 'go'; to: SweepItem | undefined };

/** The keys of a tree: arrows move and open, Enter and Space choose. */
function treeKey(key: string, items: readonly SweepItem[], active: SweepItem): TreeMove | null {
  const at = items.indexOf(active);
  const canOpen = active.kind === 'group' || (active.kind === 'value' && active.hasChildren);
  const isOpen = active.kind !== 'more' && active.isOpen;
  switch (key) {
    case 'ArrowDown':
      return { do: 'go', to: items[at + 1] };
    case 'ArrowUp':
      return { do: 'go', to: items[at - 1] };
    case 'Home':
      return { do: 'go', to: items[0] };
    case 'End':
      return { do: 'go', to: items.at(-1) };
    case 'Enter':
    case ' ':
      return { do: 'use' };
    case 'ArrowRight':
      return canOpen && !isOpen
        ? { do: 'open' }
        : { do: 'go', to: isOpen ? items[at + 1] : undefined };
    case 'ArrowLeft':
      return canOpen && isOpen ? { do: 'open' } : { do: 'go', to: parentOf(items, at) };
    default:
      return startingWith(key, items, at);
  }
}

function parentOf(items: readonly SweepItem[], at: number): SweepItem | undefined {
  const level = levelOf(items[at]!);
  return items.slice(0, at).findLast((item) => levelOf(item) < level);
}

function levelOf(item: SweepItem): number {
  return item.kind === 'more' ? 2 : item.level;
}

function startingWith(key: string, items: readonly SweepItem[], at: number): TreeMove | null {
  if (key.length !== 1) return null;
  const letter = key.toLowerCase();
  const fits = (item: SweepItem) => labelOf(item).toLowerCase().startsWith(letter);
  const to = [...items.slice(at + 1), ...items.slice(0, at)].find(fits);
  return to === undefined ? null : { do: 'go', to };
}

function labelOf(item: SweepItem): string {
  if (item.kind === 'more') return '';
  return item.kind === 'group' ? item.label : item.node.label;
}
