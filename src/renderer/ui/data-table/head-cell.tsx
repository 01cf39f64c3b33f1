import { ArrowDown, ArrowUp, EllipsisVertical } from 'lucide-react';
import { type MouseEvent, memo, type PointerEvent } from 'react';
import { classNames } from '../class-names.ts';
import { HeadSpread } from './head-spread.tsx';
import { keepFocus } from './keep-focus.ts';
import type { Spread } from './table-column.ts';
import { widthOf } from './table-row.tsx';
import type { PlacedColumn } from './use-column-model.ts';

export interface HeadActions {
  /** `isAdding`: as a further key. */
  sort: (column: string, isAdding: boolean) => void;
  openMenu: (column: string, at: Element) => void;
  startResize: (column: PlacedColumn, event: PointerEvent<HTMLElement>) => void;
  /** Back to the width it came with. */
  resetWidth: (column: string) => void;
  startDrag: (column: string, event: PointerEvent<HTMLElement>) => void;
  /** The press that ends now moved the column: it is no click. */
  hasDragged: () => boolean;
}

interface HeadCellProps {
  column: PlacedColumn;
  isActive: boolean;
  activeId: string;
  actions: HeadActions;
  spread: Spread | 'coming' | null;
  dropSide: 'before' | 'after' | null;
}

export const HeadCell = memo(function HeadCell(props: HeadCellProps) {
  const { column, isActive, activeId, actions, spread, dropSide } = props;
  const { id, label, unit, sort } = column;
  const openMenu = (event: MouseEvent<HTMLElement>) => {
    event.preventDefault();
    event.stopPropagation();
    actions.openMenu(id, event.currentTarget);
  };
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the grid keeps the focus and names its active cell
    // biome-ignore lint/a11y/useSemanticElements: columns are placed one by one, which a table cannot do
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid handles the keys
    <div
      role="columnheader"
      aria-colindex={column.index + 2}
      aria-label={label}
      aria-description={description(column)}
      aria-sort={sort === null ? undefined : sort.descending ? 'descending' : 'ascending'}
      id={isActive ? activeId : undefined}
      className={classNames(
        'dt-head',
        column.align === 'end' && 'dt-end',
        isActive && 'dt-active',
        dropSide !== null && `dt-drop-${dropSide}`,
      )}
      style={widthOf(column.size)}
      data-column={id}
      data-head
      onPointerDown={(event) => actions.startDrag(id, event)}
      onClick={(event) => {
        if (!actions.hasDragged()) actions.sort(id, event.shiftKey);
      }}
      onContextMenu={openMenu}
    >
      <span className="dt-head-line">
        <span className="dt-label">{label}</span>
        {unit !== null && <span className="dt-unit">{unit}</span>}
        {sort !== null && <SortMark sort={sort} />}
      </span>
      {spread !== null && <HeadSpread spread={spread} />}
      <button
        type="button"
        tabIndex={-1}
        aria-label={`Menu of column ${label}`}
        aria-haspopup="menu"
        className="dt-menu-button"
        onMouseDown={keepFocus}
        onPointerDown={stop}
        onClick={openMenu}
      >
        <EllipsisVertical size={14} aria-hidden />
      </button>
      <span
        aria-hidden="true"
        className="dt-resize"
        onPointerDown={(event) => actions.startResize(column, event)}
        onDoubleClick={() => actions.resetWidth(id)}
        onClick={stop}
      />
    </div>
  );
});

function SortMark({ sort }: { sort: { descending: boolean; key: number } }) {
  const Arrow = sort.descending ? ArrowDown : ArrowUp;
  return (
    <span className="dt-sort" aria-hidden="true">
      <Arrow size={12} />
      <span className="dt-sort-key">{sort.key}</span>
    </span>
  );
}

function description({ sort, unit }: PlacedColumn): string | undefined {
  const said = [unit, sort === null ? null : `sort key ${sort.key}`].filter(Boolean);
  return said.length === 0 ? undefined : said.join(', ');
}

function stop(event: { stopPropagation: () => void }) {
  event.stopPropagation();
}
