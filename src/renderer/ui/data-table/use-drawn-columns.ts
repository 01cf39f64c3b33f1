import { useLayoutEffect, useMemo } from 'react';
import type { ColumnWindow } from './column-window.ts';
import type { TableRow } from './row-source.ts';
import { SELECT_WIDTH } from './table-column.ts';
import type { RowColumns } from './table-row.tsx';
import type { TableView } from './table-view.ts';
import type { ColumnModel } from './use-column-model.ts';

export interface DrawnColumns extends RowColumns {
  /** Pixels of all columns. */
  width: number;
}

/** Tells the view which columns there are, and cuts out those that it says are seen. */
export function useDrawnColumns<Row extends TableRow>(
  view: TableView<Row>,
  { pinned, free }: ColumnModel,
  window: ColumnWindow,
): DrawnColumns {
  const sizes = useMemo(() => {
    const widths = free.map(({ size }) => size);
    const pinnedWidth = pinned.reduce((sum, { size }) => sum + size, SELECT_WIDTH);
    const width = widths.reduce((sum, size) => sum + size, pinnedWidth);
    return { ids: free.map(({ id }) => id), widths, pinnedWidth, width };
  }, [pinned, free]);

  useLayoutEffect(() => {
    view.setColumns({ ids: sizes.ids, widths: sizes.widths, pinned: sizes.pinnedWidth });
  }, [view, sizes]);

  return useMemo(
    () => ({
      pinned,
      drawn: free.slice(window.first, window.end),
      pinnedWidth: sizes.pinnedWidth,
      width: sizes.width,
    }),
    [pinned, free, window, sizes],
  );
}
