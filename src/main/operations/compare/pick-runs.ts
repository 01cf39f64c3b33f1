import type { PickedRuns } from '#contract/compare.ts';
import type { RowScope, Selection, SortKey } from '#contract/operations.ts';
import { iterateSelection } from '../../store/index/select-rows.ts';
import type { Archive } from '../archive.ts';

export type PickQuery = Omit<RowScope, 'archive'> & {
  sort: SortKey[];
  selection: Selection;
  limit: number;
};

/** The first runs of a selection; of a backtest all its runs. Throws `bad-filter`, `unknown-column`. */
export function pickRuns(archive: Archive, { limit, ...query }: PickQuery): PickedRuns {
  const picked: PickedRuns['runs'] = [];
  const columns = ['number_of_runs'];
  for (const { id, handle, run, cells } of iterateSelection(archive.index, { ...query, columns })
    .rows) {
    const name = id === '' ? handle : id;
    const runs = run === null ? Array.from({ length: Number(cells[0] ?? 0) }, (_, i) => i) : [run];
    for (const one of runs) {
      if (picked.length === limit) return { runs: picked, isCut: true };
      picked.push({ id: name, run: one });
    }
  }
  return { runs: picked, isCut: false };
}
