import { ChevronRight } from 'lucide-react';
import type { CSSProperties, MouseEvent } from 'react';
import { columnsOf } from '#contract/row-columns.ts';
import { classNames } from '../../ui/class-names.ts';
import { SelectBox } from '../../ui/data-table/select-box.tsx';
import { formatCell, formatCount } from '../../ui/format.ts';
import type { SweepItem } from './sweep-items.ts';

interface SweepLineProps {
  item: SweepItem;
  /** The one that Tab reaches. */
  isActive: boolean;
  onUse: () => void;
  onOpen: () => void;
  onFocus: () => void;
}

const sharpe = columnsOf('backtests').find(({ key }) => key === 'sharpe_ratio')!;

/** A line of the navigation tree. */
export function SweepLine({ item, isActive, onUse, onOpen, onFocus }: SweepLineProps) {
  const tabIndex = isActive ? 0 : -1;
  if (item.kind === 'more') {
    return (
      // biome-ignore lint/a11y/useKeyWithClickEvents: the tree handles the keys
      <div
        tabIndex={tabIndex}
        onClick={onUse}
        onFocus={onFocus}
        role="treeitem"
        aria-level={2}
        aria-selected={false}
        className="sweep-line sweep-more"
      >
        {formatCount(item.count)} more: find them by filter
      </div>
    );
  }
  if (item.kind === 'group') {
    return (
      // biome-ignore lint/a11y/useKeyWithClickEvents: the tree handles the keys
      <div
        tabIndex={tabIndex}
        onClick={onUse}
        onFocus={onFocus}
        role="treeitem"
        aria-level={1}
        aria-expanded={item.isOpen}
        aria-selected={false}
        aria-setsize={item.size}
        aria-posinset={item.place}
        className="sweep-line sweep-group"
      >
        <Chevron isOpen={item.isOpen} />
        <span className="truncate" title={item.label}>
          {item.label}
        </span>
        {item.chosen > 0 && <span className="sweep-chosen">{item.chosen} chosen</span>}
      </div>
    );
  }
  const { node, level, hasChildren, isOpen, isChosen } = item;
  const best = formatCell(sharpe, node.bestSharpe);
  const openOnly = (event: MouseEvent) => {
    event.stopPropagation();
    onOpen();
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree handles the keys
    <div
      tabIndex={tabIndex}
      onClick={onUse}
      onFocus={onFocus}
      role="treeitem"
      aria-level={level}
      aria-expanded={hasChildren ? isOpen : undefined}
      aria-selected={isChosen}
      aria-setsize={item.size}
      aria-posinset={item.place}
      className={classNames('sweep-line', isChosen && 'sweep-on', node.count === 0 && 'sweep-none')}
      style={{ '--level': level - 2 } as CSSProperties}
    >
      {hasChildren ? (
        // biome-ignore lint/a11y/noStaticElementInteractions: the tree's arrow keys do the same
        // biome-ignore lint/a11y/useKeyWithClickEvents: as above
        <span className="sweep-twist" onClick={openOnly}>
          <Chevron isOpen={isOpen} />
        </span>
      ) : (
        <span className="sweep-twist" />
      )}
      <SelectBox state={isChosen ? 'all' : 'none'} />
      <span className="sweep-label" title={node.label}>
        {node.label}
        <span className="sweep-comma">,</span>
      </span>
      <span className="visually-hidden">best Sharpe</span>
      <span className="sweep-best">{best}</span>
      <span className="visually-hidden">rows</span>
      <span className="sweep-count">{formatCount(node.count)}</span>
    </div>
  );
}

function Chevron({ isOpen }: { isOpen: boolean }) {
  return (
    <ChevronRight
      size={14}
      aria-hidden
      className={classNames('sweep-chevron', isOpen && 'sweep-chevron-open')}
    />
  );
}
