import { useMemo, useState } from 'react';
import type { OpenedArchive } from '#contract/operations.ts';
import type { RowsKind } from '#contract/row-columns.ts';
import type { ColumnLayout } from '../../ui/data-table/column-layout.ts';
import type { TableSort } from '../../ui/data-table/table-column.ts';
import { addExpression, type Chip, switchAllOff } from './chips.ts';
import { defaultLayout } from './column-presets.ts';
import { useArchiveNow } from './use-archive-now.ts';
import { useColumnFacts } from './use-column-facts.ts';
import { useKeptPlace } from './use-kept-place.ts';
import { useKnowledge } from './use-knowledge.ts';
import { usePanels } from './use-panels.ts';
import type { Previewed } from './use-preview.ts';
import { useRows } from './use-rows.ts';
import { useSelection } from './use-selection.ts';
import { useSweepGroups } from './use-sweep-groups.ts';
import { useView } from './use-view.ts';
import { type TableState, withTable } from './view-state.ts';

/** Milliseconds between two looks at an archive that is being filled: of the rows, of what is beside them. */
const ROWS_BEAT = 400;
const SIDE_BEAT = 1200;

export type RunsModel = ReturnType<typeof useRunsModel>;

/** Everything the runs screen shows and does, in one place. */
export function useRunsModel(opened: OpenedArchive) {
  const { archive } = opened;
  const control = useView(archive);
  const { view, change } = control;
  const { panels, change: changePanels } = usePanels(archive);
  const now = useArchiveNow(opened, ROWS_BEAT);
  const aside = useArchiveNow(opened, SIDE_BEAT).version;
  const [counts, setCounts] = useState<{ total: number | null; isWaiting: boolean }>({
    total: null,
    isWaiting: true,
  });
  const columns = useColumnFacts(archive, view.rows, aside, !counts.isWaiting);
  const { layout: kept, sort } = view.tables[view.rows];
  const layout = useMemo(
    () => kept ?? defaultLayout(columns.facts, view.rows),
    [kept, columns.facts, view.rows],
  );
  const rows = useRows(archive, view, layout, columns, aside);
  const isTreeReady = panels.isLeftOpen && !counts.isWaiting;
  const sweep = useSweepGroups(archive, view.chips, rows.scope.quick, aside, isTreeReady);
  const place = useKeptPlace(archive);
  const [selection, setSelection] = useSelection(rows.scope, place);
  const [previews, setPreviews] = useState<Readonly<Record<RowsKind, Previewed | null>>>(() => ({
    backtests: place.of('backtests').preview,
    studies: place.of('studies').preview,
    runs: place.of('runs').preview,
  }));
  const knowledge = useKnowledge(archive, view.rows, columns);

  const setTable = (what: string, part: Partial<TableState>) =>
    change(what, (before) => withTable(before, part));
  return {
    opened,
    control,
    view,
    panels,
    changePanels,
    version: now.version,
    /** The same, for what may be a little behind. */
    asideVersion: aside,
    /** Rows of the archive, without any filter. */
    all: now[view.rows],
    columns,
    layout,
    sort,
    ...rows,
    sweep,
    place,
    selection,
    setSelection,
    knowledge,
    counts,
    preview: previews[view.rows],
    setPreview(preview: Previewed) {
      setPreviews((before) => ({ ...before, [view.rows]: preview }));
      place.keep(view.rows, { preview });
    },
    setCounts: (total: number | null, isWaiting: boolean) => setCounts({ total, isWaiting }),
    setSort: (next: TableSort[]) => setTable('sort', { sort: next }),
    setLayout: (next: ColumnLayout, what = 'columns') => setTable(what, { layout: next }),
    resetLayout: () => setTable('reset columns', { layout: null }),
    setChips: (what: string, chips: readonly Chip[]) =>
      change(`filter: ${what}`, (before) => ({ ...before, chips })),
    addFilter: (expression: string) =>
      change('filter: add', (before) => ({
        ...before,
        chips: addExpression(before.chips, expression),
      })),
    switchFiltersOff: () =>
      change('filter: off', (before) => ({ ...before, chips: switchAllOff(before.chips) })),
    clearSearch: () => change('clear search', (before) => ({ ...before, quick: '' })),
  };
}
