import { useCallback, useSyncExternalStore } from 'react';
import type { ArchiveId } from '#contract/operations.ts';
import { useConnection } from '../../engine/engine-provider.tsx';
import { useToasts } from '../../ui/toasts.tsx';
import { redo, undo, without } from './history.ts';
import { historyKey, historyOf, type MarkStep, rememberKept, type Step } from './view-steps.ts';

export interface HistoryControl {
  undo: () => void;
  redo: () => void;
  /** What they would take back and do again; null where there is nothing. */
  nextUndo: Step | null;
  nextRedo: Step | null;
}

/** What was done to an archive, on any of its screens, as far as it can be seen on this one. */
export function useHistory(archive: ArchiveId, isMeant: (step: Step) => boolean): HistoryControl {
  const { states, engine } = useConnection();
  const toasts = useToasts();
  const key = historyKey(archive);
  const subscribe = useCallback(
    (listener: () => void) => states.subscribe(key, listener),
    [states, key],
  );
  const history = useSyncExternalStore(subscribe, () => historyOf(states, archive));

  const turn = (step: Step): Step => {
    if (step.kind === 'marks') return takeMarksBack(step);
    const present = states.peek(step.key);
    states.write(step.key, step.value);
    return { ...step, value: present };
  };
  /** Waits for whatever the step waits for: steps of marks are taken in the order they were asked in. */
  const takeMarksBack = ({ what, change }: MarkStep): MarkStep => {
    const undone = change.then(async (name) =>
      name === null ? null : (await engine.undoMarks({ archive, change: name })).change,
    );
    const inverse: MarkStep = { kind: 'marks', what, change: undone };
    undone.catch((error: unknown) => {
      states.hold(key, without(historyOf(states, archive), inverse));
      toasts.fail('The marks could not be changed back', error);
    });
    return inverse;
  };
  const go = (by: typeof undo) => {
    const moved = by(historyOf(states, archive), turn, isMeant);
    if (moved !== null) states.hold(key, moved);
  };
  return {
    undo: () => go(undo),
    redo: () => go(redo),
    nextUndo: history.past.findLast(isMeant) ?? null,
    nextRedo: history.future.find(isMeant) ?? null,
  };
}

/** Changes something that is kept under `key`, so that it can be taken back. The same value again changes nothing. */
export function useKeptChange<Value>(
  archive: ArchiveId,
  key: string,
  set: (change: (before: Value) => Value) => void,
): (what: string, update: (before: Value) => Value) => void {
  const { states } = useConnection();
  return (what, update) => {
    set((before) => {
      const next = update(before);
      if (next !== before) rememberKept(states, archive, { what, key, value: before });
      return next;
    });
  };
}
