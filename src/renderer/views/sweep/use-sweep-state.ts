import type { ArchiveId } from '#contract/operations.ts';
import { usePersistentState } from '../../engine/use-persistent-state.ts';
import { type HistoryControl, useHistory, useKeptChange } from '../runs/use-history.ts';
import { useKeptView, type ViewControl } from '../runs/use-view.ts';
import { viewKey } from '../runs/view-steps.ts';
import { firstSweep, isSweepState, type SweepState } from './sweep-state.ts';

export interface SweepControl {
  view: ViewControl;
  state: SweepState;
  /** `what` names the kind of change: quick ones of a kind are undone at once. */
  set: (what: string, part: Partial<SweepState>) => void;
  history: HistoryControl;
}

/** Kept over restarts, with one undo for what the screen is set to and the filter it shares, in the order of the changes. */
export function useSweepState(archive: ArchiveId): SweepControl {
  const key = `sweep/${archive}/view`;
  const [view, setView] = useKeptView(archive);
  const [kept, setSweep] = usePersistentState<SweepState>(key, firstSweep, isSweepState);
  const change = useKeptChange(archive, viewKey(archive), setView);
  const changeSweep = useKeptChange(archive, key, setSweep);
  const keys = [key, viewKey(archive)];
  const history = useHistory(archive, (step) => step.kind === 'marks' || keys.includes(step.key));
  return {
    // What an older version kept has no brushes.
    state: { ...firstSweep, ...kept },
    set: (what, part) => changeSweep(what, (before) => ({ ...firstSweep, ...before, ...part })),
    history,
    view: { view, change, ...history },
  };
}
