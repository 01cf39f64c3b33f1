import { selectedRows, toTsv } from './gather-rows.ts';
import { countSelected, isSelected, type RowSelection } from './row-selection.ts';
import type { RowSource, TableRow } from './row-source.ts';
import type { TableView } from './table-view.ts';
import type { ColumnModel } from './use-column-model.ts';

/** What a clipboard is for; more is a job for an export, and said to be. */
const MOST_ROWS = 10_000;

interface CopyOptions<Row extends TableRow> {
  view: TableView<Row>;
  model: ColumnModel;
  source: RowSource<Row>;
  selection: RowSelection;
  onFailure: (title: string, error: unknown) => void;
  onCopied: (rows: number, isMore: boolean) => void;
}

/** Copies the selected rows, or the focused one, with the columns that are shown. */
export function useCopyRows<Row extends TableRow>(options: CopyOptions<Row>): () => void {
  const { view, model, source, selection, onFailure, onCopied } = options;
  return async () => {
    const columns = [...model.pinned, ...model.free].map(({ id }) => id);
    const count = countSelected(selection, view.snapshot().total ?? 0);
    const focused = view.focusRow();
    try {
      const { rows, isMore } =
        count === 0
          ? { rows: focused === undefined ? [] : [focused], isMore: false }
          : await selectedRows(source, (no) => isSelected(selection, no), count, MOST_ROWS);
      if (rows.length === 0) return;
      await navigator.clipboard.writeText(toTsv(columns, rows));
      onCopied(rows.length, isMore);
    } catch (error) {
      onFailure('The rows could not be copied', error);
    }
  };
}
