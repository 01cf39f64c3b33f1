import type { ReactNode } from 'react';
import type { MenuItem } from '../menu.tsx';
import type { ColumnLayout } from './column-layout.ts';
import type { RowSelection } from './row-selection.ts';
import type { RowSource, TableRow } from './row-source.ts';
import type { Spread, TableColumn, TableSort } from './table-column.ts';
import type { TableFocus } from './view-snapshot.ts';

export interface DataTableProps<Row extends TableRow> {
  /** The grid's accessible name. */
  label: string;
  columns: readonly TableColumn[];
  layout: ColumnLayout;
  onLayout: (layout: ColumnLayout) => void;
  sort: readonly TableSort[];
  onSort: (sort: TableSort[]) => void;
  source: RowSource<Row>;
  /** Of the data: another text, and what is seen is loaded again. */
  version: string;
  selection: RowSelection;
  onSelection: (selection: RowSelection) => void;
  /** Where the table was left. Read once. */
  start: { top: number; focus: TableFocus };
  /** It was scrolled or the focus moved, a moment ago. */
  onMoved: (at: { top: number; focus: TableFocus }) => void;
  /** Another row has the focus. */
  onFocusRow: (row: Row) => void;
  onOpen: (row: Row) => void;
  onTotal: (total: number | null, isWaiting: boolean) => void;
  /** Pictures for the heads; a new function for another query. */
  spreadOf: ((column: string) => Promise<Spread>) | null;
  onFilterColumn?: (column: string) => void;
  onChooseColumns?: () => void;
  /** Items of a cell's menu. */
  cellMenu?: (row: Row, column: string) => MenuItem[];
  onFailure: (title: string, error: unknown) => void;
  onCopied: (rows: number, isMore: boolean) => void;
  /** Instead of rows, where there are none. */
  empty: ReactNode;
  failed: (error: unknown, retry: () => void) => ReactNode;
}
