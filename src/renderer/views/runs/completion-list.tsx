import { useEffect, useRef } from 'react';
import { formatCount } from '../../ui/format.ts';
import { Popover } from '../../ui/popover.tsx';
import type { Completion } from './completions.ts';

interface CompletionListProps {
  /** Ids of the list and its items begin with it. */
  id: string;
  anchor: Element | null;
  offered: readonly Completion[];
  more: number;
  active: number | null;
  onTake: (index: number) => void;
  onClose: () => void;
}

/** What can be typed next. The focus stays in the field. */
export function CompletionList(props: CompletionListProps) {
  const { id, anchor, offered, more, active, onTake, onClose } = props;
  const chosen = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (active !== null) chosen.current?.scrollIntoView({ block: 'nearest' });
  }, [active]);

  return (
    <Popover
      anchor={anchor}
      label="What can be typed next"
      initialFocus="none"
      className="completions"
      onClose={onClose}
    >
      <div
        id={`${id}-list`}
        role="listbox"
        aria-label="What can be typed next"
        className="completions-list"
      >
        {offered.map((one, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field handles the keys
          // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus and names the active item
          <div
            key={`${one.label} ${one.detail}`}
            ref={index === active ? chosen : null}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === active}
            className="completion"
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onTake(index)}
          >
            <span className="completion-label">{one.label}</span>
            <span className="completion-detail">{one.detail}</span>
          </div>
        ))}
      </div>
      {more > 0 && (
        <div className="completion-more">{formatCount(more)} more: type to find them</div>
      )}
    </Popover>
  );
}
