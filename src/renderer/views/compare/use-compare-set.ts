import { usePersistentState } from '../../engine/use-persistent-state.ts';
import { type CompareSet, emptySet, isCompareSet } from './compare-set.ts';

/** The one set of runs that are compared; every screen that adds to it sees the same. */
export function useCompareSet() {
  return usePersistentState<CompareSet>('compare set', emptySet, isCompareSet);
}
