import type { ArchiveId, BacktestDetail, Row } from '#contract/operations.ts';
import { type Answer, useQuery } from '../../engine/use-query.ts';
import { useView } from '../runs/use-view.ts';
import { filterOf } from '../runs/view-state.ts';

export interface Neighbours {
  /** From 0; null where the table's filter leaves this one out. */
  index: number | null;
  total: number;
  previous: Row | null;
  next: Row | null;
}

/** What stands before and after in the order of the archive's table, as it was left. */
export function useNeighbours(
  archive: ArchiveId,
  detail: BacktestDetail | undefined,
  run: number | null,
): Answer<Neighbours> & { rows: 'backtests' | 'runs' } {
  const { view } = useView(archive);
  const { quick } = view;
  // A page shows a run, and no study: among studies it walks through their backtests.
  const rows: 'backtests' | 'runs' = view.rows === 'runs' ? 'runs' : 'backtests';
  const { filter } = filterOf(view);
  const sort = [...view.tables[view.rows].sort];
  const no = rows === 'backtests' ? detail?.no : detail?.runs.find((one) => one.run === run)?.no;
  const scope = { archive, rows, filter, quick, sort };
  const key = no === undefined ? null : JSON.stringify([scope, no]);
  const answer = useQuery(key, async (engine): Promise<Neighbours> => {
    const { index } = await engine.locateRow({ ...scope, no: no! });
    const offset = Math.max(0, (index ?? 0) - 1);
    const page = await engine.queryRows({ ...scope, columns: [], offset, limit: 3 });
    const at = (place: number) => page.rows[place - offset] ?? null;
    return {
      index,
      total: page.total,
      previous: index === null || index === 0 ? null : at(index - 1),
      next: index === null ? null : at(index + 1),
    };
  });
  return { ...answer, rows };
}
