import type { RowsKind } from '#contract/row-columns.ts';
import { DataTable } from '../../ui/data-table/data-table.tsx';
import { cellOf } from '../../ui/data-table/row-source.ts';
import { formatCounted } from '../../ui/format.ts';
import { useToasts } from '../../ui/toasts.tsx';
import { goTo } from '../frame/use-route.ts';
import { useJobs } from '../jobs/jobs.tsx';
import { cellMenu } from './cell-menu.ts';
import type { RunRow } from './run-row.ts';
import { EmptyNote, FailedNote } from './table-note.tsx';
import type { RunsModel } from './use-runs-model.ts';

interface RunsTableProps {
  model: RunsModel;
  onFilterColumn: (column: string) => void;
  onChooseColumns: () => void;
}

const labels: Readonly<Record<RowsKind, string>> = {
  backtests: 'Backtests',
  studies: 'Studies',
  runs: 'Runs',
};

/** The table of the archive's backtests, studies or runs. */
export function RunsTable({ model, onFilterColumn, onChooseColumns }: RunsTableProps) {
  const { view, columns, place, opened, setPreview, changePanels } = model;
  const { rows } = view;
  const toasts = useToasts();
  const isIndexing = useJobs().some(
    (job) =>
      job.archive === opened.archive &&
      (job.kind === 'index' || job.kind === 'import') &&
      (job.state === 'running' || job.state === 'queued'),
  );
  const preview = ({ handle, run }: RunRow) => setPreview({ handle, run });
  const openRun = ({ handle, run }: RunRow) =>
    goTo({ screen: 'run', archive: opened.archive, id: handle, run });
  const openPreview = (row: RunRow) => {
    preview(row);
    changePanels({ isRightOpen: true });
  };
  const copy = (text: string) =>
    navigator.clipboard
      .writeText(text)
      .catch((error: unknown) => toasts.fail('The value could not be copied', error));

  return (
    <DataTable<RunRow>
      key={rows}
      label={labels[rows]}
      columns={columns.table}
      layout={model.layout}
      onLayout={model.setLayout}
      sort={model.sort}
      onSort={model.setSort}
      source={model.source}
      version={model.version}
      selection={model.selection}
      onSelection={model.setSelection}
      start={place.of(rows)}
      onMoved={({ top, focus }) => place.keep(rows, { top, focus })}
      onFocusRow={preview}
      onOpen={openRun}
      onTotal={model.setCounts}
      spreadOf={model.spreadOf}
      onFilterColumn={onFilterColumn}
      onChooseColumns={onChooseColumns}
      cellMenu={(row, column) => {
        const facts = columns.byKey.get(column);
        const value = cellOf(row, column);
        if (facts === undefined || value === undefined) return [];
        return cellMenu({
          facts,
          value,
          onFilter: model.addFilter,
          onCopy: copy,
          onOpen: () => openRun(row),
          onPreview: () => openPreview(row),
        });
      }}
      onFailure={toasts.fail}
      onCopied={(count, isMore) =>
        toasts.show({
          title: `Copied ${formatCounted(count, 'row')}`,
          ...(isMore
            ? { detail: 'More rows are selected than a clipboard is for: use Export.' }
            : {}),
        })
      }
      empty={
        <EmptyNote
          view={view}
          all={model.all}
          isIndexing={isIndexing}
          hasNoRunRows={rows === 'runs' && opened.kind === 'reference-index'}
          onSwitchOff={model.switchFiltersOff}
          onClearSearch={model.clearSearch}
        />
      }
      failed={(error, retry) => (
        <FailedNote
          error={error}
          view={view}
          onRetry={retry}
          onSwitchOff={model.switchFiltersOff}
          onClearSort={() => model.setSort([])}
        />
      )}
    />
  );
}
