import type { ArchiveId } from '#contract/operations.ts';
import { usePersistentState } from '../../engine/use-persistent-state.ts';
import { type HistoryControl, useHistory, useKeptChange } from './use-history.ts';
import { firstView, isViewState, type ViewState } from './view-state.ts';
import { viewKey } from './view-steps.ts';

export interface ViewControl extends HistoryControl {
  view: ViewState;
  /** `what` names the kind of change: quick ones of a kind are undone at once. */
  change: (what: string, update: (view: ViewState) => ViewState) => void;
}

/**
 * How an archive is looked at, kept over restarts, with undo while the window is open: of the view, and of the
 * stars, tags and notes that were given meanwhile.
 */
export function useView(archive: ArchiveId): ViewControl {
  const [view, setView] = useKeptView(archive);
  const key = viewKey(archive);
  const history = useHistory(archive, (step) => step.kind === 'marks' || step.key === key);
  return { view, change: useKeptChange(archive, key, setView), ...history };
}

export function useKeptView(archive: ArchiveId) {
  return usePersistentState<ViewState>(viewKey(archive), firstView, isViewState);
}
