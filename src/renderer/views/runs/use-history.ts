import { useRef, useState } from 'react';
import { emptyHistory, type History, redo, remember, undo } from './history.ts';

export interface HistoryControl<Value> {
  /** `what` names the kind of change: quick ones of a kind are undone at once. */
  change: (what: string, update: (value: Value) => Value) => void;
  /** The value gone to; null where there is none. */
  undo: () => Value | null;
  redo: () => Value | null;
  canUndo: boolean;
  canRedo: boolean;
}

/** Undo of what is kept elsewhere, while it is on screen. An update that gives back the same value changes nothing. */
export function useHistory<Value>(
  value: Value,
  set: (value: Value) => void,
): HistoryControl<Value> {
  const [history, setHistory] = useState<History<Value>>(emptyHistory);
  // Two changes may come before the next render.
  const now = useRef({ value, history });
  now.current = { value, history };

  const put = (next: { value: Value; history: History<Value> }) => {
    now.current = next;
    set(next.value);
    setHistory(next.history);
    return next.value;
  };
  const step = (move: typeof undo) => {
    const moved = move(now.current.history, now.current.value);
    return moved === null ? null : put(moved);
  };
  return {
    change(what, update) {
      const before = now.current;
      const next = update(before.value);
      if (next === before.value) return;
      put({ value: next, history: remember(before.history, before.value, what, Date.now()) });
    },
    undo: () => step(undo),
    redo: () => step(redo),
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
  };
}
