import { Download } from 'lucide-react';
import { useMemo, useState } from 'react';
import { ArchiveError } from '#contract/archive-error.ts';
import type { RunRef } from '#contract/run-page.ts';
import { type RunTableName, runTables } from '#contract/run-tables.ts';
import { useEngine } from '../../engine/engine-provider.tsx';
import { usePersistentState } from '../../engine/use-persistent-state.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { useCopyItems } from '../../ui/chart/use-copy-items.ts';
import type { ColumnLayout } from '../../ui/data-table/column-layout.ts';
import { DataTable } from '../../ui/data-table/data-table.tsx';
import { nothingSelected, type RowSelection } from '../../ui/data-table/row-selection.ts';
import { cellOf, type TableRow } from '../../ui/data-table/row-source.ts';
import type { TableSort } from '../../ui/data-table/table-column.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { formatCount, formatCounted } from '../../ui/format.ts';
import { Menu } from '../../ui/menu.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useToasts } from '../../ui/toasts.tsx';
import { useSettled } from '../runs/use-settled.ts';
import { runRowSource, runTableColumns } from './run-row-source.ts';
import { examples, noneOf, pinned } from './run-table-words.ts';
import { useRunCopies } from './use-run-copies.ts';
import type { ShownTrade } from './use-shown-trade.ts';

interface RunRowsProps {
  runRef: RunRef;
  table: RunTableName;
  label: string;
  onTrade: (trade: ShownTrade | null) => void;
}

/** Milliseconds without a key before it is asked. */
const TYPING = 160;

/** One table of the run: only what is seen is fetched. */
export function RunRows({ runRef, table, label, onTrade }: RunRowsProps) {
  const engine = useEngine();
  const toasts = useToasts();
  const [layout, setLayout] = usePersistentState<ColumnLayout>(
    `run/${table}/columns`,
    { shown: runTables[table].map(({ key }) => key), pinned: pinned[table] ?? [], widths: {} },
    isLayout,
  );
  const [sort, setSort] = useState<TableSort[]>([]);
  const [typed, setTyped] = useState({ quick: '', filter: '' });
  const [selection, setSelection] = useState<RowSelection>(nothingSelected);
  const [counts, setCounts] = useState<{ total: number | null; all: number | null }>({
    total: null,
    all: null,
  });
  const [failure, setFailure] = useState<unknown>(null);
  const quick = useSettled(typed.quick, TYPING);
  const filter = useSettled(typed.filter, TYPING);
  const { archive, id, run } = runRef;
  const source = useMemo(
    () => runRowSource(engine, { archive, id, run, table, filter, quick, sort }, setFailure),
    [engine, archive, id, run, table, filter, quick, sort],
  );
  const columns = useMemo(() => runTableColumns(table), [table]);
  const copyItems = useCopyItems(
    useRunCopies([runRef], {
      kind: 'table',
      ...{
        table,
        filter,
        quick,
        sort: sort.map(({ column, descending }) => ({ column, descending })),
      },
      columns: [...layout.shown],
    }),
  );
  const isNarrowed = quick !== '' || filter !== '';
  const open = (row: TableRow) => {
    const trade = tradeOf(row);
    if (trade !== null) onTrade(trade);
  };
  const filterError = failure instanceof ArchiveError && isOfFilter(failure) ? failure : null;
  return (
    <div className="run-table">
      <div className="run-table-bar">
        <TextField
          label={`Search in ${label.toLowerCase()}`}
          isLabelHidden
          placeholder="Search"
          value={typed.quick}
          onChange={(value) => setTyped({ ...typed, quick: value })}
        />
        <TextField
          label={`Filter ${label.toLowerCase()}`}
          isLabelHidden
          isCode
          className="run-table-filter"
          placeholder={examples[table]}
          value={typed.filter}
          onChange={(value) => setTyped({ ...typed, filter: value })}
          error={filterError === null ? undefined : filterError.message}
        />
        <p role="status" className="soft tabular run-table-count">
          {sayCount(counts.total, counts.all, isNarrowed)}
        </p>
        <Menu
          label={`Copy ${label.toLowerCase()}`}
          placement="below-end"
          trigger={
            <IconButton
              label={`Copy ${label.toLowerCase()}`}
              icon={<Download size={16} aria-hidden />}
            />
          }
          items={copyItems}
        />
      </div>
      <div className="run-grid">
        <DataTable<TableRow>
          label={label}
          columns={columns}
          layout={layout}
          onLayout={setLayout}
          sort={sort}
          onSort={setSort}
          source={source}
          version=""
          selection={selection}
          onSelection={setSelection}
          start={{ top: 0, focus: { row: null, no: null, column: null } }}
          onMoved={() => undefined}
          onFocusRow={() => undefined}
          onOpen={open}
          onTotal={(total) =>
            setCounts((before) => ({ total, all: isNarrowed ? before.all : (total ?? before.all) }))
          }
          spreadOf={null}
          cellMenu={(row) =>
            tradeOf(row) === null
              ? []
              : [{ label: 'Show on the price', shortcut: 'Enter', onSelect: () => open(row) }]
          }
          onFailure={toasts.fail}
          onCopied={(rows) => toasts.show({ title: `Copied ${formatCounted(rows, 'row')}` })}
          empty={
            <EmptyState title={isNarrowed ? 'Nothing matches' : `No ${label.toLowerCase()}`}>
              {isNarrowed ? 'Change the words or the filter above.' : noneOf[table]}
            </EmptyState>
          }
          failed={(error, retry) => (
            <ErrorNote
              title="The rows could not be read"
              error={error}
              actions={<Button onClick={retry}>Try again</Button>}
            />
          )}
        />
      </div>
    </div>
  );
}

function sayCount(total: number | null, all: number | null, isNarrowed: boolean): string {
  if (total === null) return '';
  if (!isNarrowed || all === null) return formatCounted(total, 'row');
  return `${formatCount(total)} of ${formatCounted(all, 'row')}`;
}

function isOfFilter({ code }: ArchiveError): boolean {
  return code === 'bad-filter' || code === 'unknown-column';
}

function tradeOf(row: TableRow): ShownTrade | null {
  const [tradeNo, symbol, openedAt, closedAt] = [
    'trade_no',
    'symbol',
    'opened_at',
    'closed_at',
  ].map((column) => cellOf(row, column));
  if (typeof openedAt !== 'number' || typeof symbol !== 'string') return null;
  return {
    tradeNo: Number(tradeNo),
    symbol,
    openedAt,
    closedAt: typeof closedAt === 'number' ? closedAt : null,
  };
}

function isLayout(value: unknown): boolean {
  const layout = value as Partial<ColumnLayout> | null;
  return Array.isArray(layout?.shown) && layout.shown.length > 0 && Array.isArray(layout.pinned);
}
