import { useMemo } from 'react';
import type { ArchiveId } from '#contract/operations.ts';
import type { SqlResult } from '#contract/sql.ts';
import { useHeldState } from '../../engine/use-held-state.ts';
import type { ColumnLayout } from '../../ui/data-table/column-layout.ts';
import { DataTable } from '../../ui/data-table/data-table.tsx';
import { nothingSelected, type RowSelection } from '../../ui/data-table/row-selection.ts';
import type { TableRow } from '../../ui/data-table/row-source.ts';
import type { TableSort } from '../../ui/data-table/table-column.ts';
import type { TableFocus } from '../../ui/data-table/view-snapshot.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { formatCounted } from '../../ui/format.ts';
import { useToasts } from '../../ui/toasts.tsx';
import { resultSource, resultTable } from './result-table.ts';

const start: HeldGrid['start'] = { top: 0, focus: { row: null, no: null, column: null } };

interface ResultGridProps {
  archive: ArchiveId;
  result: SqlResult;
  name: string;
}

/** How the rows of one answer are looked at, also after another screen. */
interface HeldGrid {
  name: string;
  layout: ColumnLayout;
  sort: TableSort[];
  selection: RowSelection;
  start: { top: number; focus: TableFocus };
}

/** The rows of an answer: only those in view are drawn, however many there are. */
export function ResultGrid({ archive, result, name }: ResultGridProps) {
  const toasts = useToasts();
  const table = useMemo(() => resultTable(result), [result]);
  const first = useMemo(
    (): HeldGrid => ({
      name,
      layout: { shown: table.ids, pinned: [], widths: {} },
      sort: [],
      selection: nothingSelected,
      start,
    }),
    [name, table],
  );
  const [held, setHeld] = useHeldState<HeldGrid>(`query grid ${archive}`, first);
  const grid = held.name === name ? held : first;
  const set = (part: Partial<HeldGrid>) =>
    setHeld((before) => ({ ...(before.name === name ? before : first), ...part }));
  const { layout, sort, selection } = grid;
  const source = useMemo(() => resultSource(table, sort, name), [table, sort, name]);
  return (
    <DataTable<TableRow>
      label="Result"
      columns={table.columns}
      layout={layout}
      onLayout={(next) => set({ layout: next })}
      sort={sort}
      onSort={(next) => set({ sort: next })}
      source={source}
      version={name}
      selection={selection}
      onSelection={(next) => set({ selection: next })}
      start={grid.start}
      onMoved={(at) => set({ start: at })}
      onFocusRow={() => {}}
      onOpen={() => {}}
      onTotal={() => {}}
      spreadOf={null}
      onFailure={toasts.fail}
      onCopied={(count) => toasts.show({ title: `Copied ${formatCounted(count, 'row')}` })}
      empty={<EmptyState title="No rows">The query ran, and nothing answers to it.</EmptyState>}
      failed={(error) => <ErrorNote title="The rows could not be shown" error={error} />}
    />
  );
}
