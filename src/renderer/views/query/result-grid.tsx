import { useMemo, useState } from 'react';
import type { SqlResult } from '#contract/sql.ts';
import type { ColumnLayout } from '../../ui/data-table/column-layout.ts';
import { DataTable } from '../../ui/data-table/data-table.tsx';
import { nothingSelected } from '../../ui/data-table/row-selection.ts';
import type { TableRow } from '../../ui/data-table/row-source.ts';
import type { TableSort } from '../../ui/data-table/table-column.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { formatCounted } from '../../ui/format.ts';
import { useToasts } from '../../ui/toasts.tsx';
import { resultSource, resultTable } from './result-table.ts';

const start = { top: 0, focus: { row: null, no: null, column: null } };

/** The rows of an answer: only those in view are drawn, however many there are. */
export function ResultGrid({ result, name }: { result: SqlResult; name: string }) {
  const toasts = useToasts();
  const table = useMemo(() => resultTable(result), [result]);
  const [layout, setLayout] = useState<ColumnLayout>(() => ({
    shown: table.ids,
    pinned: [],
    widths: {},
  }));
  const [sort, setSort] = useState<TableSort[]>([]);
  const [selection, setSelection] = useState(nothingSelected);
  const source = useMemo(() => resultSource(table, sort, name), [table, sort, name]);
  return (
    <DataTable<TableRow>
      label="Result"
      columns={table.columns}
      layout={layout}
      onLayout={setLayout}
      sort={sort}
      onSort={setSort}
      source={source}
      version={name}
      selection={selection}
      onSelection={setSelection}
      start={start}
      onMoved={() => {}}
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
