import { type MouseEvent, useState } from 'react';
import type { Anchor } from '../layer.tsx';
import type { MenuItem } from '../menu.tsx';
import type { ColumnLayout } from './column-layout.ts';
import { headMenu } from './head-menu.ts';
import { placeOf } from './row-press.ts';
import type { TableRow } from './row-source.ts';
import type { TableSort } from './table-column.ts';
import type { TableView } from './table-view.ts';
import type { ColumnModel } from './use-column-model.ts';
import { HEAD } from './view-snapshot.ts';

interface TableMenuOptions<Row extends TableRow> {
  view: TableView<Row>;
  model: ColumnModel;
  layout: ColumnLayout;
  onLayout: (layout: ColumnLayout) => void;
  sort: readonly TableSort[];
  onSort: (sort: TableSort[]) => void;
  onFilterColumn?: (column: string) => void;
  onChooseColumns?: () => void;
  cellMenu?: (row: Row, column: string) => MenuItem[];
  activeId: string;
}

interface Opened {
  anchor: Anchor;
  column: string;
  /** Null: of the head. */
  row: number | null;
}

/** The one menu of the table, of a head or of a cell. */
export function useTableMenu<Row extends TableRow>(options: TableMenuOptions<Row>) {
  const { view, model, cellMenu, activeId } = options;
  const [opened, setOpened] = useState<Opened | null>(null);
  const columnOf = (id: string) =>
    [...model.pinned, ...model.free].find((column) => column.id === id);

  const items = opened === null ? [] : itemsOf(opened);
  return {
    openHead: (column: string, anchor: Element) => setOpened({ anchor, column, row: null }),
    openCell(event: MouseEvent) {
      const place = placeOf(event);
      if (place === null || cellMenu === undefined || columnOf(place.column) === undefined) return;
      event.preventDefault();
      setOpened({ anchor: { x: event.clientX, y: event.clientY }, ...place });
    },
    openAtFocus() {
      const { row, column } = view.snapshot().focus;
      const anchor = document.getElementById(activeId);
      if (anchor === null || column === null || row === null) return;
      setOpened({ anchor, column, row: row === HEAD ? null : row });
    },
    panel: {
      anchor: items.length === 0 ? null : (opened?.anchor ?? null),
      label: labelOf(opened),
      items,
      onClose: () => setOpened(null),
    },
  };

  function itemsOf({ column: id, row: index }: Opened): MenuItem[] {
    const column = columnOf(id);
    if (column === undefined) return [];
    if (index === null) {
      const { layout, sort, onLayout, onSort, onFilterColumn, onChooseColumns } = options;
      return headMenu({
        column,
        layout,
        sort,
        onLayout,
        onSort,
        onFilter: onFilterColumn,
        onChoose: onChooseColumns,
      });
    }
    const row = view.loader.rowAt(index);
    return row === undefined ? [] : (cellMenu?.(row, id) ?? []);
  }

  function labelOf(one: Opened | null): string {
    const label = columnOf(one?.column ?? '')?.label ?? '';
    return one?.row === null ? `Column ${label}` : `Cell of ${label}`;
  }
}
