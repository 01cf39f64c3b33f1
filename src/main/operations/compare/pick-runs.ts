import type { CellValue } from '#contract/column.ts';
import type { PickedRuns } from '#contract/compare.ts';
import type { RowScope, Selection, SortKey } from '#contract/operations.ts';
import { findBacktest } from '../../store/index/find-backtest.ts';
import { iterateSelection } from '../../store/index/select-rows.ts';
import type { Archive } from '../archive.ts';

export type PickQuery = Omit<RowScope, 'archive'> & {
  sort: SortKey[];
  selection: Selection;
  limit: number;
};

/** The first runs of a selection; of a backtest or a study all its runs. Throws `bad-filter`, `unknown-column`. */
export function pickRuns(archive: Archive, { limit, ...query }: PickQuery): PickedRuns {
  const picked = new Map<string, PickedRuns['runs'][number]>();
  const columns = query.rows === 'studies' ? ['study_name', 'engine', 'universe_key'] : [];
  for (const { id, handle, run, cells } of iterateSelection(archive.index, { ...query, columns })
    .rows) {
    const name = id === '' ? handle : id;
    const runs = run === null ? runsOf(archive, name, columns, cells) : [run];
    for (const one of runs) {
      const key = `${name} ${one}`;
      if (picked.has(key)) continue;
      if (picked.size === limit) return { runs: [...picked.values()], isCut: true };
      picked.set(key, { id: name, run: one });
    }
  }
  return { runs: [...picked.values()], isCut: false };
}

/** Those whose columns have the same values as the row; a row over all universes has none of its own. */
function runsOf(
  archive: Archive,
  name: string,
  columns: readonly string[],
  cells: readonly CellValue[],
): number[] {
  const { runs } = findBacktest(archive.index, name);
  return runs
    .filter(({ values }) =>
      columns.every((column, i) => {
        const isAnyUniverse = column === 'universe_key' && !cells[i];
        return isAnyUniverse || (values[column] ?? null) === (cells[i] ?? null);
      }),
    )
    .map(({ run }) => run);
}
