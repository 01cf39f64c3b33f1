import { useCallback } from 'react';
import { isCut } from './cell-tip.tsx';
import { cellOf, type TableRow } from './row-source.ts';
import type { TableView } from './table-view.ts';
import type { ColumnModel } from './use-column-model.ts';

/** What the tooltip of a cell or head says: what was cut off, what an empty cell means, what the column is. */
export function useCellDescription<Row extends TableRow>(
  view: TableView<Row>,
  { pinned, free }: ColumnModel,
): (cell: HTMLElement) => string | null {
  return useCallback(
    (cell) => {
      const id = cell.dataset.column;
      const column = [...pinned, ...free].find((one) => one.id === id);
      if (column === undefined) return null;
      if (cell.dataset.head !== undefined) return `${column.label}: ${column.meaning}`;
      const index = cell.closest<HTMLElement>('[data-row]')?.dataset.row;
      const row = index === undefined ? undefined : view.loader.rowAt(Number(index));
      const value = row === undefined ? undefined : cellOf(row, column.id);
      if (value === undefined) return null;
      const said = [isCut(cell) ? column.format(value) : null, column.explain(value)];
      return said.filter(Boolean).join('\n') || null;
    },
    [view, pinned, free],
  );
}
