import { useMemo, useState } from 'react';
import type { ColumnFacts, OpenedArchive, RowScope } from '#contract/operations.ts';
import { snippetText } from '#contract/sql.ts';
import type { SweepParameters } from '#contract/sweep.ts';
import { useEngine } from '../../engine/engine-provider.tsx';
import { type Answer, useQuery } from '../../engine/use-query.ts';
import type { ChartCopy } from '../../ui/chart/chart-frame.tsx';
import { countSelected } from '../../ui/data-table/row-selection.ts';
import { isLessBetter } from '../compare/better.ts';
import { addExpression } from '../runs/chips.ts';
import { useArchiveNow } from '../runs/use-archive-now.ts';
import { useColumnFacts } from '../runs/use-column-facts.ts';
import { useKeptPlace } from '../runs/use-kept-place.ts';
import { useKnowledge } from '../runs/use-knowledge.ts';
import { useSelection } from '../runs/use-selection.ts';
import { useSettled } from '../runs/use-settled.ts';
import { filterOf, type ViewState } from '../runs/view-state.ts';
import { type Axes, axesOf, metricColumns } from './sweep-state.ts';
import { useMarked } from './use-marked.ts';
import { useSelecting } from './use-selecting.ts';
import { useSweepState } from './use-sweep-state.ts';

/** Milliseconds between two looks at an archive that is being filled. */
const BEAT = 1200;
const TYPING = 140;

export type SweepModel = ReturnType<typeof useSweepModel>;

/** Everything the sweep screen shows and does. Filter and selection are those of the runs screen. */
export function useSweepModel(opened: OpenedArchive) {
  const { archive } = opened;
  const engine = useEngine();
  // Of this window: another one that looks at the same archive asks for itself.
  const [asker] = useState(() => crypto.randomUUID());
  const { view: control, state, set, history } = useSweepState(archive);
  const { view, change } = control;
  const now = useArchiveNow(opened, BEAT);
  const { version } = now;
  const columns = useColumnFacts(archive, view.rows, version, true);
  const knowledge = useKnowledge(archive, view.rows, columns);

  const quick = useSettled(view.quick, TYPING);
  const { filter, error } = useMemo(
    () => filterOf({ chips: view.chips } as ViewState),
    [view.chips],
  );
  const scope = useMemo(
    (): RowScope => ({ archive, rows: view.rows, filter, quick }),
    [archive, view.rows, filter, quick],
  );
  /** Of everything that is asked: null while the filter cannot be read. */
  const question = error === null ? JSON.stringify([scope, version]) : null;
  const parameters: Answer<SweepParameters> = useQuery(question, () =>
    engine.sweepParameters({ ...scope, asks: `${asker} parameters` }),
  );

  const place = useKeptPlace(archive);
  const [selection, setSelection] = useSelection(scope, place);
  const marked = useMarked(selection);
  const selecting = useSelecting(scope, selection, setSelection);

  const metrics = useMemo(() => metricColumns(columns.facts), [columns.facts]);
  const metric: ColumnFacts | undefined =
    columns.byKey.get(state.metric) ?? columns.byKey.get('sharpe_ratio');
  const isLowBest = state.isLowBest ?? isLessBetter(state.metric);
  const swept = parameters.value?.swept ?? none;
  const axes: Axes | null = axesOf(state, swept);
  const total = parameters.value?.total ?? null;

  /** The rows and columns behind a chart, for other tools. */
  const copies = (keys: readonly string[], condition = filter): ChartCopy[] => {
    const ask = () => {
      const view = { ...scope, filter: condition, sort: [], columns: [...new Set(keys)] };
      return engine.viewSnippets(view);
    };
    return [
      { label: 'Copy as SQL', text: async () => snippetText(await ask(), 'sql') },
      { label: 'Copy as CLI command', text: async () => snippetText(await ask(), 'cli') },
      { label: 'Copy as Python, DuckDB', text: async () => snippetText(await ask(), 'duckdb') },
      { label: 'Copy as Python, Polars', text: async () => snippetText(await ask(), 'polars') },
    ];
  };

  return {
    opened,
    asker,
    copies,
    control,
    history,
    view,
    columns,
    knowledge,
    state,
    set,
    scope,
    version,
    question,
    filterError: error,
    parameters,
    swept,
    axes,
    metric,
    metrics,
    isLowBest,
    total,
    all: now[view.rows],
    selection,
    selected: countSelected(selection, total ?? 0),
    setSelection,
    marked,
    ...selecting,
    setChips: (what: string, chips: ViewState['chips']) =>
      change(`filter: ${what}`, (before) => ({ ...before, chips })),
    addFilter: (expression: string) =>
      change('filter: add', (before) => ({
        ...before,
        chips: addExpression(before.chips, expression),
      })),
  };
}

const none: SweepParameters['swept'] = [];
