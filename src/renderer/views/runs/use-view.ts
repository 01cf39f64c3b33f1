import { useRef, useState } from 'react';
import type { ArchiveId } from '#contract/operations.ts';
import { usePersistentState } from '../../engine/use-persistent-state.ts';
import { emptyHistory, type History, redo, remember, undo } from './history.ts';
import { firstView, isViewState, type ViewState } from './view-state.ts';

export interface ViewControl {
  view: ViewState;
  /** `what` names the kind of change: quick ones of a kind are undone at once. */
  change: (what: string, update: (view: ViewState) => ViewState) => void;
  undo: () => void;
  redo: () => void;
  canUndo: boolean;
  canRedo: boolean;
}

/** How an archive is looked at: kept over restarts, with undo while it is on screen. */
export function useView(archive: ArchiveId): ViewControl {
  const [view, setView] = usePersistentState<ViewState>(
    `runs/${archive}/view`,
    firstView,
    isViewState,
  );
  const [history, setHistory] = useState<History<ViewState>>(emptyHistory);
  // Two changes may come before the next render.
  const now = useRef({ view, history });
  now.current = { view, history };

  const put = (next: { view: ViewState; history: History<ViewState> }) => {
    now.current = next;
    setView(next.view);
    setHistory(next.history);
  };
  const step = (move: typeof undo) => {
    const moved = move(now.current.history, now.current.view);
    if (moved !== null) put({ view: moved.value, history: moved.history });
  };
  return {
    view,
    change(what, update) {
      const before = now.current;
      const next = update(before.view);
      if (next === before.view) return;
      put({ view: next, history: remember(before.history, before.view, what, Date.now()) });
    },
    undo: () => step(undo),
    redo: () => step(redo),
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
  };
}
