import {
  columnOrderingFeature,
  columnPinningFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  rowSortingFeature,
  type SortingState,
  tableFeatures,
  type Updater,
  useTable,
} from '@tanstack/react-table';
import { useMemo } from 'react';
import { type ColumnLayout, NARROWEST, WIDEST } from './column-layout.ts';
import type { TableColumn, TableSort } from './table-column.ts';

/** A column where it stands: from 0 among the shown ones, the box for selecting apart. */
export interface PlacedColumn extends TableColumn {
  index: number;
  isPinned: boolean;
  size: number;
  /** Its part in the order of rows; `key` counts from 1. */
  sort: { descending: boolean; key: number } | null;
}

export interface ColumnModel {
  pinned: readonly PlacedColumn[];
  /** Those that scroll. */
  free: readonly PlacedColumn[];
  toggleSort: (id: string, isAdding: boolean) => void;
}

const features = tableFeatures({
  columnVisibilityFeature,
  columnOrderingFeature,
  columnPinningFeature,
  columnSizingFeature,
  rowSortingFeature,
});

/** The engine sorts and windows the rows: the table library only keeps the columns. */
const noRows: never[] = [];

export function useColumnModel(
  columns: readonly TableColumn[],
  layout: ColumnLayout,
  sort: readonly TableSort[],
  onSort: (sort: TableSort[]) => void,
): ColumnModel {
  const definitions = useMemo(
    () =>
      columns.map((column) => ({
        id: column.id,
        accessorFn: () => null,
        size: column.width,
        minSize: NARROWEST,
        maxSize: WIDEST,
        sortDescFirst: column.isDescendingFirst,
      })),
    [columns],
  );
  const state = useMemo(() => tableState(columns, layout, sort), [columns, layout, sort]);
  const table = useTable({
    features,
    columns: definitions,
    data: noRows,
    state,
    manualSorting: true,
    onSortingChange(updater: Updater<SortingState>) {
      const next = typeof updater === 'function' ? updater(state.sorting) : updater;
      onSort(next.map(({ id, desc }) => ({ column: id, descending: desc })));
    },
  });

  const start = table.getStartVisibleLeafColumns();
  const center = table.getCenterVisibleLeafColumns();
  // biome-ignore lint/correctness/useExhaustiveDependencies: sizes and sorting change with `state`, not with the lists
  const placed = useMemo(() => {
    const byId = new Map(columns.map((column) => [column.id, column]));
    const all = [...start, ...center].map((column, index): PlacedColumn => {
      const key = column.getSortIndex() + 1;
      return {
        ...byId.get(column.id)!,
        index,
        isPinned: index < start.length,
        size: column.getSize(),
        sort: key === 0 ? null : { descending: column.getIsSorted() === 'desc', key },
      };
    });
    return { pinned: all.slice(0, start.length), free: all.slice(start.length) };
  }, [columns, start, center, state]);

  return {
    ...placed,
    toggleSort: (id, isAdding) => table.getColumn(id)?.toggleSorting(undefined, isAdding),
  };
}

function tableState(
  columns: readonly TableColumn[],
  layout: ColumnLayout,
  sort: readonly TableSort[],
) {
  const isShown = new Set(layout.shown);
  return {
    columnVisibility: Object.fromEntries(columns.map(({ id }) => [id, isShown.has(id)])),
    columnOrder: [...layout.shown],
    columnPinning: { start: [...layout.pinned], end: [] },
    columnSizing: { ...layout.widths },
    sorting: sort.map(({ column, descending }) => ({ id: column, desc: descending })),
  };
}
