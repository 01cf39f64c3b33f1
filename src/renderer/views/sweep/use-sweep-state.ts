import type { ArchiveId } from '#contract/operations.ts';
import { usePersistentState } from '../../engine/use-persistent-state.ts';
import { type HistoryControl, useHistory } from '../runs/use-history.ts';
import { useKeptView, type ViewControl } from '../runs/use-view.ts';
import type { ViewState } from '../runs/view-state.ts';
import { firstSweep, isSweepState, type SweepState } from './sweep-state.ts';

/** What can be changed on this screen: what it is set to, and the filter it shares with the runs. */
interface Both {
  view: ViewState;
  sweep: SweepState;
}

export interface SweepControl {
  view: ViewControl;
  state: SweepState;
  /** `what` names the kind of change: quick ones of a kind are undone at once. */
  set: (what: string, part: Partial<SweepState>) => void;
  history: Omit<HistoryControl<Both>, 'change'>;
}

/** Kept over restarts, with one undo for both, in the order of the changes. */
export function useSweepState(archive: ArchiveId): SweepControl {
  const [view, setView] = useKeptView(archive);
  const [kept, setSweep] = usePersistentState<SweepState>(
    `sweep/${archive}/view`,
    firstSweep,
    isSweepState,
  );
  // What an older version kept has no brushes.
  const sweep: SweepState = { ...firstSweep, ...kept };
  const { change, ...history } = useHistory<Both>({ view, sweep }, (next) => {
    setView(next.view);
    setSweep(next.sweep);
  });
  const { undo, redo, canUndo, canRedo } = history;
  return {
    state: sweep,
    set: (what, part) =>
      change(what, (before) => ({ ...before, sweep: { ...before.sweep, ...part } })),
    history,
    view: {
      view,
      change: (what, update) =>
        change(what, (before) => {
          const next = update(before.view);
          return next === before.view ? before : { ...before, view: next };
        }),
      undo: () => undo()?.view ?? null,
      redo: () => redo()?.view ?? null,
      canUndo,
      canRedo,
    },
  };
}
