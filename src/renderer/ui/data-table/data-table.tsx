import type { CSSProperties } from 'react';
import { useId, useLayoutEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { classNames } from '../class-names.ts';
import { MenuPanel } from '../menu.tsx';
import { CellTip } from './cell-tip.tsx';
import { placeColumn, resizeColumn } from './column-layout.ts';
import type { DataTableProps } from './data-table-props.ts';
import { useRowHeight } from './row-height.ts';
import { rowPress } from './row-press.ts';
import { allMatching, nothingSelected, shareSelected } from './row-selection.ts';
import type { TableRow } from './row-source.ts';
import { TableHead } from './table-head.tsx';
import { TableRows } from './table-rows.tsx';
import { createTableView } from './table-view.ts';
import { useCellDescription } from './use-cell-description.ts';
import { useColumnDrag } from './use-column-drag.ts';
import { useColumnModel } from './use-column-model.ts';
import { useColumnResize } from './use-column-resize.ts';
import { useCopyRows } from './use-copy-rows.ts';
import { useDrawnColumns } from './use-drawn-columns.ts';
import { gridKeyboard } from './use-grid-keyboard.ts';
import { useReports } from './use-reports.ts';
import { useScroller } from './use-scroller.ts';
import { useSelecting } from './use-selecting.ts';
import { useSpreads } from './use-spreads.ts';
import { useTableMenu } from './use-table-menu.ts';
import { HEAD, isActiveDrawn } from './view-snapshot.ts';
import './data-table.css';

const SPREAD_HEIGHT = 24;

/** A grid of any number of rows and columns, of which only those in view are fetched and drawn. */
export function DataTable<Row extends TableRow>(props: DataTableProps<Row>) {
  const { label, columns, layout, onLayout, sort, onSort, source, selection, onSelection } = props;
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const layer = useRef<HTMLDivElement>(null);
  const rowHeight = useRowHeight();
  const [view] = useState(() => createTableView<Row>(props.start, rowHeight));
  const snapshot = useSyncExternalStore(view.subscribe, view.snapshot);
  const headHeight = rowHeight + (props.spreadOf === null ? 0 : SPREAD_HEIGHT);

  const resize = useColumnResize((column, width) => onLayout(resizeColumn(layout, column, width)));
  const shownLayout = useMemo(
    () =>
      resize.resizing === null
        ? layout
        : resizeColumn(layout, resize.resizing.id, resize.resizing.width),
    [layout, resize.resizing],
  );
  const model = useColumnModel(columns, shownLayout, sort, onSort);
  const drawn = useDrawnColumns(view, model, snapshot.columns);
  useScroller(view, scroller, layer, headHeight);
  useLayoutEffect(() => view.setSource(source), [view, source]);
  useLayoutEffect(() => view.setRowHeight(rowHeight), [view, rowHeight]);
  useLayoutEffect(() => view.drawn());
  useReports(view, snapshot, props);

  const drag = useColumnDrag((column, { id: target, side }) =>
    onLayout(placeColumn(layout, column, target, side)),
  );
  const selecting = useSelecting({
    view,
    source,
    selection,
    onSelection,
    onFailure: props.onFailure,
  });
  const menu = useTableMenu({ ...props, view, model, activeId: `${id}-active` });
  const onCopy = useCopyRows({ ...props, view, model });
  const cellText = useCellDescription(view, model);
  const drawnIds = [...drawn.pinned, ...drawn.drawn].map((column) => column.id);
  const spreads = useSpreads(props.spreadOf, drawnIds, !snapshot.isWaiting);

  const isHead = snapshot.focus.row === HEAD;
  const total = snapshot.total ?? 0;
  const selected = shareSelected(selection, total);
  const toggleAll = () => onSelection(selected === 'all' ? nothingSelected : allMatching);
  const hasFailed = snapshot.error !== null;
  const isEmpty = !hasFailed && !snapshot.isWaiting && snapshot.total === 0;

  return (
    <div className="dt" style={{ '--row-height': `${rowHeight}px` } as CSSProperties}>
      {/* biome-ignore lint/a11y/useSemanticElements: a table element cannot draw a part of its rows */}
      <div
        ref={scroller}
        role="grid"
        aria-label={label}
        aria-rowcount={snapshot.total === null ? -1 : total + 1}
        aria-colcount={model.pinned.length + model.free.length + 1}
        aria-multiselectable="true"
        aria-busy={snapshot.isWaiting}
        aria-activedescendant={isActiveDrawn(snapshot, drawnIds) ? `${id}-active` : undefined}
        tabIndex={0}
        className={classNames('dt-scroller', props.spreadOf !== null && 'dt-with-spreads')}
        onKeyDown={gridKeyboard({
          view,
          model,
          layout,
          selecting,
          onLayout,
          onOpen: props.onOpen,
          onCopy,
          onToggleAll: toggleAll,
          onMenu: menu.openAtFocus,
        })}
        onFocus={(event) => {
          // By a key: a press chooses its own row.
          const isByKey = event.currentTarget.matches(':focus-visible');
          if (isByKey && snapshot.focus.row === null && total > 0) {
            view.setFocus(view.topRow(), drawnIds[0] ?? null);
          }
        }}
      >
        <div
          className="dt-canvas"
          style={{ width: drawn.width, height: headHeight + snapshot.trackHeight }}
        >
          {/* biome-ignore lint/a11y/useSemanticElements: as above */}
          <div role="rowgroup" className="dt-head-group" style={{ height: headHeight }}>
            <TableHead
              columns={drawn}
              selected={selected}
              onToggleAll={toggleAll}
              activeColumn={isHead ? snapshot.focus.column : null}
              activeId={`${id}-active`}
              actions={{
                sort: model.toggleSort,
                openMenu: menu.openHead,
                startResize: resize.startResize,
                resetWidth: (column) => {
                  const { [column]: _, ...widths } = layout.widths;
                  onLayout({ ...layout, widths });
                },
                startDrag: drag.startDrag,
                hasDragged: drag.hasDragged,
              }}
              spreads={spreads}
              drop={drag.drop}
            />
          </div>
          {/* biome-ignore lint/a11y/useSemanticElements: as above */}
          <div
            role="rowgroup"
            className={classNames('dt-stage', snapshot.total === null && 'dt-stage-coming')}
            style={{ top: headHeight, height: `calc(100cqh - ${headHeight}px)` }}
            onMouseDown={rowPress(view, selecting)}
            onDoubleClick={() => {
              const row = view.focusRow();
              if (row !== undefined) props.onOpen(row);
            }}
            onContextMenu={menu.openCell}
          >
            <div
              ref={layer}
              role="presentation"
              className={classNames('dt-rows', snapshot.isWaiting && 'dt-waiting')}
              style={{ height: (snapshot.end - snapshot.baseRow) * rowHeight }}
            >
              <TableRows
                view={view}
                snapshot={snapshot}
                columns={drawn}
                rowHeight={rowHeight}
                selection={selection}
                activeId={`${id}-active`}
              />
            </div>
          </div>
        </div>
      </div>
      {hasFailed && (
        <div className="dt-instead" style={{ top: headHeight }}>
          {props.failed(snapshot.error, view.loader.retry)}
        </div>
      )}
      {isEmpty && (
        <div className="dt-instead" style={{ top: headHeight }}>
          {props.empty}
        </div>
      )}
      <CellTip scroller={scroller} textOf={cellText} activeId={`${id}-active`} />
      <MenuPanel {...menu.panel} />
    </div>
  );
}
