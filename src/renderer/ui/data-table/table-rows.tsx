import { isSelected, type RowSelection } from './row-selection.ts';
import type { TableRow } from './row-source.ts';
import { type RowColumns, RowView } from './table-row.tsx';
import type { TableView } from './table-view.ts';
import type { ViewSnapshot } from './view-snapshot.ts';

interface TableRowsProps<Row extends TableRow> {
  view: TableView<Row>;
  snapshot: ViewSnapshot;
  columns: RowColumns;
  /** Pixels. */
  rowHeight: number;
  selection: RowSelection;
  activeId: string;
}

/** The rows in view. Elements are used again for rows that come in as others go out. */
export function TableRows<Row extends TableRow>(props: TableRowsProps<Row>) {
  const { view, snapshot, columns, rowHeight, selection, activeId } = props;
  const { first, end, baseRow, slots, focus } = snapshot;
  const count = Math.max(0, end - first);
  return Array.from({ length: count }, (_, at) => {
    const index = first + at;
    const row = view.loader.rowAt(index);
    const isFocused = row !== undefined ? row.no === focus.no : index === focus.row;
    return (
      <RowView
        key={index % slots}
        row={row}
        index={index}
        top={(index - baseRow) * rowHeight}
        columns={columns}
        isSelected={row !== undefined && isSelected(selection, row.no)}
        isFocused={isFocused}
        activeColumn={isFocused ? focus.column : null}
        activeId={activeId}
      />
    );
  });
}
