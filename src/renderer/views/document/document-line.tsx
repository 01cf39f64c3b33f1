import { ChevronRight } from 'lucide-react';
import type { CSSProperties } from 'react';
import { classNames } from '../../ui/class-names.ts';
import { formatCount } from '../../ui/format.ts';
import { sayValue, type TreeLine } from './document-tree.ts';

interface DocumentLineProps {
  line: TreeLine;
  isActive: boolean;
  onUse: () => void;
}

/** A line of the tree: a key with its value, or that there is more. */
export function DocumentLine({ line, isActive, onUse }: DocumentLineProps) {
  const style = { '--level': line.level - 1 } as CSSProperties;
  const tabIndex = isActive ? 0 : -1;
  if (line.kind === 'more') {
    return (
      // biome-ignore lint/a11y/useKeyWithClickEvents: the tree handles the keys
      <div
        role="treeitem"
        aria-level={line.level}
        aria-selected={isActive}
        tabIndex={tabIndex}
        data-key={line.key}
        className="document-line document-more"
        style={style}
        onClick={onUse}
      >
        {formatCount(line.left)} more: show some
      </div>
    );
  }
  const { node, canOpen, isOpen } = line;
  const value = sayValue(node);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree handles the keys
    <div
      role="treeitem"
      aria-level={line.level}
      aria-setsize={line.size}
      aria-posinset={line.place}
      aria-expanded={canOpen ? isOpen : undefined}
      aria-selected={isActive}
      aria-label={`${node.key}, ${node.blob === null ? node.kind : 'series'}, ${value}`}
      tabIndex={tabIndex}
      data-key={line.key}
      className={classNames('document-line', isActive && 'document-active')}
      style={style}
      onClick={onUse}
    >
      <ChevronRight
        size={12}
        aria-hidden
        className={classNames(
          'document-twist',
          isOpen && 'document-open',
          !canOpen && 'document-leaf',
        )}
      />
      <span className="document-key">{String(node.key)}</span>
      <span className="document-kind">{node.blob === null ? node.kind : 'series'}</span>
      <span className="document-value" title={value}>
        {value}
      </span>
      {node.form !== null && (
        <span className="document-form" title="Not written in the shortest form there is">
          {node.form}
        </span>
      )}
    </div>
  );
}
