import type { ArchiveId } from '#contract/operations.ts';
import { usePersistentState } from '../../engine/use-persistent-state.ts';
import { type HistoryControl, useHistory } from './use-history.ts';
import { firstView, isViewState, type ViewState } from './view-state.ts';

export interface ViewControl extends HistoryControl<ViewState> {
  view: ViewState;
}

/** How an archive is looked at: kept over restarts, with undo while it is on screen. */
export function useView(archive: ArchiveId): ViewControl {
  const [view, setView] = useKeptView(archive);
  return { view, ...useHistory(view, setView) };
}

export function useKeptView(archive: ArchiveId) {
  return usePersistentState<ViewState>(`runs/${archive}/view`, firstView, isViewState);
}
