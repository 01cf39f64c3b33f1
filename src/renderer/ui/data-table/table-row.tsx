import type { CSSProperties, ReactNode } from 'react';
import { memo } from 'react';
import type { CellValue } from '#contract/column.ts';
import { classNames } from '../class-names.ts';
import { cellOf, type TableRow } from './row-source.ts';
import { SelectBox } from './select-box.tsx';
import { SELECT_COLUMN } from './table-column.ts';
import type { PlacedColumn } from './use-column-model.ts';

export interface RowColumns {
  pinned: readonly PlacedColumn[];
  /** The free columns that are drawn. Where they begin is the view's to say: it follows the scrollbar. */
  drawn: readonly PlacedColumn[];
  pinnedWidth: number;
}

interface RowViewProps {
  /** Undefined while it is loading. */
  row: TableRow | undefined;
  index: number;
  /** Pixels from the top of the layer. */
  top: number;
  columns: RowColumns;
  isSelected: boolean;
  isFocused: boolean;
  /** The cell that has the focus, and the id that names it. */
  activeColumn: string | null;
  activeId: string;
}

/** One row. Drawn again only when something of it changes: scrolling moves the layer it lies in. */
export const RowView = memo(function RowView(props: RowViewProps) {
  const { row, index, top, columns, isSelected, isFocused, activeColumn, activeId } = props;
  const style = { transform: `translateY(${top}px)` };
  if (row === undefined) {
    return (
      // biome-ignore lint/a11y/useFocusableInteractive: the grid keeps the focus and names its active cell
      // biome-ignore lint/a11y/useSemanticElements: rows are placed one by one, which a table cannot do
      <div role="row" aria-rowindex={index + 2} aria-busy="true" className="dt-row" style={style}>
        {/* biome-ignore lint/a11y/useFocusableInteractive: as above */}
        {/* biome-ignore lint/a11y/useSemanticElements: as above */}
        <div
          role="gridcell"
          // The grid names its active cell, which is this one until the row has come.
          id={activeColumn === null ? undefined : activeId}
          className="dt-coming"
        >
          <span className="visually-hidden">Loading</span>
        </div>
      </div>
    );
  }
  const draw = (column: PlacedColumn) => (
    <Cell
      key={column.id}
      column={column}
      value={cellOf(row, column.id)}
      isActive={column.id === activeColumn}
      activeId={activeId}
    />
  );
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the grid keeps the focus and names its active cell
    // biome-ignore lint/a11y/useSemanticElements: rows are placed one by one, which a table cannot do
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      className={classNames('dt-row', isSelected && 'dt-selected', isFocused && 'dt-focused')}
      style={style}
      data-row={index}
    >
      <div className="dt-pinned" style={{ width: columns.pinnedWidth }}>
        <SelectCell isOn={isSelected} isActive={activeColumn === SELECT_COLUMN} id={activeId} />
        {columns.pinned.map(draw)}
      </div>
      <div className="dt-free">{columns.drawn.map(draw)}</div>
    </div>
  );
});

interface CellProps {
  column: PlacedColumn;
  value: CellValue | undefined;
  isActive: boolean;
  activeId: string;
}

function Cell({ column, value, isActive, activeId }: CellProps): ReactNode {
  const tone = value === undefined ? null : column.tone(value);
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the grid keeps the focus and names its active cell
    // biome-ignore lint/a11y/useSemanticElements: as for the row
    <div
      role="gridcell"
      aria-colindex={column.index + 2}
      id={isActive ? activeId : undefined}
      className={classNames(
        'dt-cell',
        column.align === 'end' && 'dt-end',
        isActive && 'dt-active',
        value === null && 'dt-nothing',
        tone,
      )}
      style={widthOf(column.size)}
      data-column={column.id}
    >
      {value === undefined ? null : column.format(value)}
    </div>
  );
}

function SelectCell({ isOn, isActive, id }: { isOn: boolean; isActive: boolean; id: string }) {
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the grid keeps the focus and names its active cell
    // biome-ignore lint/a11y/useSemanticElements: as for the row
    <div
      role="gridcell"
      aria-colindex={1}
      id={isActive ? id : undefined}
      className={classNames('dt-cell', 'dt-select', isActive && 'dt-active')}
      data-column={SELECT_COLUMN}
    >
      <SelectBox state={isOn ? 'all' : 'none'} />
      <span className="visually-hidden">{isOn ? 'Selected' : 'Not selected'}</span>
    </div>
  );
}

const widths = new Map<number, CSSProperties>();

/** The same object for the same width, so that a cell has nothing to compare. */
export function widthOf(size: number): CSSProperties {
  let style = widths.get(size);
  if (style === undefined) {
    style = { width: size };
    widths.set(size, style);
  }
  return style;
}
