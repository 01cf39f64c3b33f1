import type { ArchiveId } from '#contract/operations.ts';
import { usePersistentState } from '../../engine/use-persistent-state.ts';
import { firstQuery, isQueryState, type QueryState } from './query-state.ts';

/** What stands in the Query screen of an archive; other screens may put a query there. */
export function useQueryState(archive: ArchiveId) {
  return usePersistentState<QueryState>(`query ${archive}`, firstQuery, isQueryState);
}
