import { useMemo, useState } from 'react';
import type { ArchiveId, RowScope } from '#contract/operations.ts';
import { useEngine } from '../../engine/engine-provider.tsx';
import type { ColumnLayout } from '../../ui/data-table/column-layout.ts';
import type { RowSource } from '../../ui/data-table/row-source.ts';
import type { Spread } from '../../ui/data-table/table-column.ts';
import { columnSpread } from './column-spread.ts';
import { type RunRow, runSource } from './run-row.ts';
import type { KnownColumns } from './use-column-facts.ts';
import { useSettled } from './use-settled.ts';
import { filterOf, type ViewState } from './view-state.ts';

/** Milliseconds without a key before words are searched for. */
const TYPING = 140;
const BINS = 24;

export interface Rows {
  /** Which rows the table shows. */
  scope: RowScope;
  source: RowSource<RunRow>;
  spreadOf: ((column: string) => Promise<Spread>) | null;
}

/** What the view asks the engine for. Each part is a new object only when its question is another. */
export function useRows(
  archive: ArchiveId,
  view: ViewState,
  layout: ColumnLayout,
  { byKey }: KnownColumns,
  version: string,
): Rows {
  const engine = useEngine();
  // Of this window: another one that looks at the same archive asks for itself.
  const [table] = useState(() => crypto.randomUUID());
  const { rows, chips } = view;
  const quick = useSettled(view.quick, TYPING);
  const { filter, error } = useMemo(() => filterOf({ chips } as ViewState), [chips]);
  const { score } = view;
  const scope = useMemo(
    () => ({ archive, rows, filter, quick, ...(score === undefined ? {} : { score }) }),
    [archive, rows, filter, quick, score],
  );

  const { sort } = view.tables[rows];
  // What an answer must hold; columns that the archive no longer has would fail the whole question.
  const asked = layout.shown.filter((key) => byKey.has(key)).join('\n');
  const source = useMemo(() => {
    if (error !== null) return refusing(error);
    const columns = asked === '' ? [] : asked.split('\n');
    return runSource(engine, { ...scope, sort: [...sort], columns }, table);
  }, [engine, scope, sort, asked, error, table]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: other data has other histograms
  const spreadOf = useMemo(() => {
    if (!view.hasSpreads || error !== null) return null;
    return async (column: string) => {
      const histogram = await engine.columnHistogram({ ...scope, column, bins: BINS });
      return columnSpread(byKey.get(column)!, histogram);
    };
  }, [engine, scope, view.hasSpreads, error, byKey, version]);

  return { scope, source, spreadOf };
}

/** A chip that cannot be read must not show rows that nobody asked for. */
function refusing(error: unknown): RowSource<RunRow> {
  const refuse = () => Promise.reject(error);
  return { order: 'refused', load: refuse, numbers: refuse, locate: refuse };
}
