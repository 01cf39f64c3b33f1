import { isSelected, type RowSelection } from './row-selection.ts';
import type { TableRow } from './row-source.ts';
import { type RowColumns, RowView } from './table-row.tsx';
import { ROW_HEIGHT, type TableView, type ViewSnapshot } from './table-view.ts';

interface TableRowsProps<Row extends TableRow> {
  view: TableView<Row>;
  snapshot: ViewSnapshot;
  columns: RowColumns;
  selection: RowSelection;
  activeId: string;
}

/** More than are ever drawn at once: 4K upright, with room around. A row keeps its element while it is drawn. */
const SLOTS = 256;

/** The rows in view. Elements are used again for rows that come in as others go out. */
export function TableRows<Row extends TableRow>(props: TableRowsProps<Row>) {
  const { view, snapshot, columns, selection, activeId } = props;
  const { first, end, baseRow, focus } = snapshot;
  const count = Math.max(0, end - first);
  // As many slots as rows, and a few more, so that a slot is used again soon.
  const slots = Math.min(SLOTS, Math.ceil((count + 1) / 8) * 8);
  return Array.from({ length: count }, (_, at) => {
    const index = first + at;
    const row = view.loader.rowAt(index);
    const isFocused = row !== undefined ? row.no === focus.no : index === focus.row;
    return (
      <RowView
        key={index % slots}
        row={row}
        index={index}
        top={(index - baseRow) * ROW_HEIGHT}
        columns={columns}
        isSelected={row !== undefined && isSelected(selection, row.no)}
        isFocused={isFocused}
        activeColumn={isFocused ? focus.column : null}
        activeId={activeId}
      />
    );
  });
}
