import type { KeyboardEvent } from 'react';
import { type ColumnLayout, moveColumn, resizeColumn } from './column-layout.ts';
import { type GridAction, gridAction } from './grid-keys.ts';
import type { TableRow } from './row-source.ts';
import { rowsOfPage } from './scroll-geometry.ts';
import { SELECT_COLUMN } from './table-column.ts';
import type { TableView } from './table-view.ts';
import type { ColumnModel } from './use-column-model.ts';
import type { Selecting } from './use-selecting.ts';
import { HEAD } from './view-snapshot.ts';

interface GridKeyboardOptions<Row extends TableRow> {
  view: TableView<Row>;
  model: ColumnModel;
  layout: ColumnLayout;
  selecting: Selecting;
  onLayout: (layout: ColumnLayout) => void;
  onOpen: (row: Row) => void;
  onCopy: () => void;
  onToggleAll: () => void;
  /** Opens the menu of the head or the cell that has the focus. */
  onMenu: () => void;
}

/** The keys of the grid, as one handler for the element that has the focus. */
export function gridKeyboard<Row extends TableRow>(options: GridKeyboardOptions<Row>) {
  const { view, model, layout, selecting } = options;
  const ids = [SELECT_COLUMN, ...model.pinned.map(idOf), ...model.free.map(idOf)];

  return (event: KeyboardEvent) => {
    const { focus } = view.snapshot();
    const action = gridAction(event, focus.row === HEAD);
    if (action === null || !act(action)) return;
    event.preventDefault();
    event.stopPropagation();
  };

  /** False: nothing to do, the key is left to others. */
  function act(action: GridAction): boolean {
    const { focus, total } = view.snapshot();
    const column = focus.column ?? ids[1] ?? SELECT_COLUMN;
    const at = focus.row ?? view.topRow() - 1;
    switch (action.do) {
      case 'rows':
        return goTo(at === HEAD && action.by > 0 ? view.topRow() : at + action.by);
      case 'pages':
        return goTo(Math.max(0, at + action.by * rowsOfPage(view.geometry())));
      case 'edge':
        return goTo(action.to === 'first' ? 0 : (total ?? 1) - 1);
      case 'columns':
        return goToColumn(ids.indexOf(column) + action.by);
      case 'column-edge':
        return goToColumn(action.to === 'first' ? 0 : ids.length - 1);
      case 'toggle':
        if (at >= 0) selecting.toggle(at);
        return true;
      case 'select-to-here':
        if (at >= 0) selecting.rangeTo(at, true);
        return true;
      case 'select-all':
        selecting.all();
        return true;
      case 'clear':
        selecting.clear();
        return true;
      case 'copy':
        options.onCopy();
        return true;
      case 'open':
        return open();
      case 'menu':
        options.onMenu();
        return true;
      case 'sort':
        if (column === SELECT_COLUMN) options.onToggleAll();
        else model.toggleSort(column, action.isAdding);
        return true;
      case 'widen':
        return resize(column, action.by);
      case 'shift-column':
        options.onLayout(moveColumn(layout, column, action.by));
        return true;
    }

    function goTo(row: number): boolean {
      view.setFocus(row, column);
      // Before the first rows are here, there is none to reach.
      const reached = view.snapshot().focus.row ?? row;
      if ('isRange' in action && action.isRange && row >= 0 && reached >= 0) {
        selecting.rangeTo(reached, false);
      }
      return true;
    }

    function goToColumn(index: number): boolean {
      const id = ids[Math.max(0, Math.min(index, ids.length - 1))]!;
      view.setFocus(focus.row ?? view.topRow(), id);
      return true;
    }
  }

  function open(): boolean {
    const row = view.focusRow();
    if (row === undefined) return false;
    options.onOpen(row);
    return true;
  }

  function resize(id: string, by: number): boolean {
    const column = [...model.pinned, ...model.free].find((one) => one.id === id);
    if (column !== undefined) options.onLayout(resizeColumn(layout, id, column.size + by));
    return true;
  }
}

function idOf({ id }: { id: string }): string {
  return id;
}
