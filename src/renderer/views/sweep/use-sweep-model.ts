import { useMemo, useRef, useState } from 'react';
import { joinChips } from '#contract/filter/chips.ts';
import type { ColumnFacts, OpenedArchive, RowScope, Selection } from '#contract/operations.ts';
import type { Polygon, SweepParameters } from '#contract/sweep.ts';
import { useEngine } from '../../engine/engine-provider.tsx';
import { usePersistentState } from '../../engine/use-persistent-state.ts';
import { type Answer, useQuery } from '../../engine/use-query.ts';
import type { ChartCopy } from '../../ui/chart/chart-frame.tsx';
import {
  countSelected,
  nothingSelected,
  type RowSelection,
  setRows,
} from '../../ui/data-table/row-selection.ts';
import { useToasts } from '../../ui/toasts.tsx';
import { isLessBetter } from '../compare/better.ts';
import { addExpression } from '../runs/chips.ts';
import { useArchiveNow } from '../runs/use-archive-now.ts';
import { useColumnFacts } from '../runs/use-column-facts.ts';
import { useKeptPlace } from '../runs/use-kept-place.ts';
import { useKnowledge } from '../runs/use-knowledge.ts';
import { useSelection } from '../runs/use-selection.ts';
import { useSettled } from '../runs/use-settled.ts';
import { useView } from '../runs/use-view.ts';
import { filterOf, type ViewState } from '../runs/view-state.ts';
import {
  type Axes,
  axesOf,
  firstSweep,
  isSweepState,
  metricColumns,
  type SweepState,
} from './sweep-state.ts';

/** Milliseconds between two looks at an archive that is being filled. */
const BEAT = 1200;
const TYPING = 140;
/** Row numbers sent along so that pictures can frame them; a request may hold 1 MiB. */
const MARKED_ROWS = 100_000;

export type SweepModel = ReturnType<typeof useSweepModel>;

/** Everything the sweep screen shows and does. Filter and selection are those of the runs screen. */
export function useSweepModel(opened: OpenedArchive) {
  const { archive } = opened;
  const engine = useEngine();
  // Of this window: another one that looks at the same archive asks for itself.
  const [asker] = useState(() => crypto.randomUUID());
  const toasts = useToasts();
  const control = useView(archive);
  const { view, change } = control;
  const now = useArchiveNow(opened, BEAT);
  const { version } = now;
  const columns = useColumnFacts(archive, view.rows, version, true);
  const knowledge = useKnowledge(archive, view.rows, columns);
  const [state, setState] = usePersistentState<SweepState>(
    `sweep/${archive}/view`,
    firstSweep,
    isSweepState,
  );
  const set = (part: Partial<SweepState>) => setState((before) => ({ ...before, ...part }));

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

  const metrics = useMemo(() => metricColumns(columns.facts), [columns.facts]);
  const metric: ColumnFacts | undefined =
    columns.byKey.get(state.metric) ?? columns.byKey.get('sharpe_ratio');
  const isLowBest = state.isLowBest ?? isLessBetter(state.metric);
  const swept = parameters.value?.swept ?? [];
  const axes: Axes | null = axesOf(state, swept);
  const total = parameters.value?.total ?? null;

  /** Selects the rows of a condition, or of a lasso; `isAdding`: beside what is selected. */
  const select = async (
    expression: string,
    { within = null, isAdding = false }: { within?: Polygon | null; isAdding?: boolean } = {},
  ) => {
    try {
      const terms = [filter, expression].filter((term) => term !== '');
      const { nos } = await engine.rowNumbers({ ...scope, filter: joinChips(terms), within });
      const before = isAdding ? selection : nothingSelected;
      const isThere =
        isAdding && nos.every((no) => selection.kind === 'rows' && selection.nos.has(no));
      setSelection(setRows(before, nos, !isThere));
      return nos.length;
    } catch (failure) {
      toasts.fail('The rows could not be selected', failure);
      return 0;
    }
  };

  /** The rows and columns behind a chart, for other tools. */
  const copies = (keys: readonly string[], condition = filter): ChartCopy[] => {
    const ask = () => {
      const view = { ...scope, filter: condition, sort: [], columns: [...new Set(keys)] };
      return engine.viewSnippets(view);
    };
    return [
      { label: 'Copy as SQL', text: async () => (await ask()).sql },
      { label: 'Copy as CLI command', text: async () => (await ask()).cli },
      { label: 'Copy as Python, DuckDB', text: async () => (await ask()).duckdb },
      { label: 'Copy as Python, Polars', text: async () => (await ask()).polars },
    ];
  };

  return {
    opened,
    asker,
    copies,
    control,
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
    select,
    async selectNothing() {
      setSelection(nothingSelected);
      return 0;
    },
    setChips: (what: string, chips: ViewState['chips']) =>
      change(`filter: ${what}`, (before) => ({ ...before, chips })),
    addFilter: (expression: string) =>
      change('filter: add', (before) => ({
        ...before,
        chips: addExpression(before.chips, expression),
      })),
  };
}

export interface Marked {
  /** What is sent along; null for nothing, or for more than a request holds. */
  selection: Selection | null;
  /** Another text for another selection. */
  key: string;
  isTooLarge: boolean;
}

function useMarked(selection: RowSelection): Marked {
  const turn = useRef(0);
  const [seen, setSeen] = useState(selection);
  if (seen !== selection) {
    turn.current += 1;
    setSeen(selection);
  }
  return useMemo(() => {
    const listed = selection.kind === 'rows' ? selection.nos : selection.except;
    const isTooLarge = listed.size > MARKED_ROWS;
    const isNothing = selection.kind === 'rows' && listed.size === 0;
    const sent: Selection | null =
      isTooLarge || isNothing
        ? null
        : selection.kind === 'rows'
          ? { kind: 'rows', nos: [...listed] }
          : { kind: 'matching', except: [...listed] };
    return { selection: sent, key: isNothing ? 'none' : String(turn.current), isTooLarge };
  }, [selection]);
}
