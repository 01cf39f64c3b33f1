import { classNames } from '../class-names.ts';
import { type HeadActions, HeadCell } from './head-cell.tsx';
import { keepFocus } from './keep-focus.ts';
import { SelectBox } from './select-box.tsx';
import type { Spread } from './table-column.ts';
import { SELECT_COLUMN } from './table-column.ts';
import type { RowColumns } from './table-row.tsx';

interface TableHeadProps {
  columns: RowColumns;
  selected: 'none' | 'some' | 'all';
  onToggleAll: () => void;
  activeColumn: string | null;
  activeId: string;
  actions: HeadActions;
  /** Null: heads without pictures of their columns. */
  spreads: ReadonlyMap<string, Spread> | null;
  /** Where a dragged column would go. */
  drop: { id: string; side: 'before' | 'after' } | null;
}

export function TableHead(props: TableHeadProps) {
  const { columns, selected, onToggleAll, activeColumn, activeId, actions, spreads, drop } = props;
  const draw = (column: RowColumns['drawn'][number]) => (
    <HeadCell
      key={column.id}
      column={column}
      isActive={activeColumn === column.id}
      activeId={activeId}
      actions={actions}
      spread={spreads === null ? null : (spreads.get(column.id) ?? 'coming')}
      dropSide={drop?.id === column.id ? drop.side : null}
    />
  );
  const isActive = activeColumn === SELECT_COLUMN;
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the grid keeps the focus and names its active cell
    // biome-ignore lint/a11y/useSemanticElements: rows are placed one by one, which a table cannot do
    <div role="row" aria-rowindex={1} className="dt-head-row">
      <div className="dt-pinned dt-head-pinned" style={{ width: columns.pinnedWidth }}>
        {/* biome-ignore lint/a11y/useFocusableInteractive: as above */}
        {/* biome-ignore lint/a11y/useSemanticElements: as above */}
        <div
          role="columnheader"
          aria-colindex={1}
          aria-label="Selection"
          id={isActive ? activeId : undefined}
          className={classNames('dt-head', 'dt-select', isActive && 'dt-active')}
          data-column={SELECT_COLUMN}
        >
          {/* biome-ignore lint/a11y/useSemanticElements: a third state, and a box that is drawn as in the rows */}
          <button
            type="button"
            role="checkbox"
            aria-checked={selected === 'some' ? 'mixed' : selected === 'all'}
            aria-label="Select all that match"
            tabIndex={-1}
            className="dt-select-all"
            onMouseDown={keepFocus}
            onClick={onToggleAll}
          >
            <SelectBox state={selected} />
          </button>
        </div>
        {columns.pinned.map(draw)}
      </div>
      <div className="dt-free">{columns.drawn.map(draw)}</div>
    </div>
  );
}
