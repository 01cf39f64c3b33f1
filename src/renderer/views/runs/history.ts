/** What can be undone and done again: values as they were before and after the present one. */
export interface History<Value> {
  readonly past: readonly Value[];
  readonly future: readonly Value[];
  /** The last change, so that a row of the same kind is undone at once. */
  readonly last: { what: string; at: number } | null;
}

export const emptyHistory: History<never> = { past: [], future: [], last: null };

/** Changes that can be undone. */
const KEPT = 100;
/** Changes of one kind that follow each other faster are one. Milliseconds. */
const ONE_CHANGE = 1000;

/** `before` is what the change replaces; `what` names its kind: letters of one word are not undone one by one. */
export function remember<Value>(
  history: History<Value>,
  before: Value,
  what: string,
  at: number,
): History<Value> {
  const { last, past } = history;
  const continues = last !== null && last.what === what && at - last.at < ONE_CHANGE;
  return {
    past: continues && past.length > 0 ? past : [...past, before].slice(-KEPT),
    future: [],
    last: { what, at },
  };
}

export function undo<Value>(
  history: History<Value>,
  present: Value,
): { history: History<Value>; value: Value } | null {
  const value = history.past.at(-1);
  if (value === undefined) return null;
  const future = [present, ...history.future];
  return { value, history: { past: history.past.slice(0, -1), future, last: null } };
}

export function redo<Value>(
  history: History<Value>,
  present: Value,
): { history: History<Value>; value: Value } | null {
  const [value, ...future] = history.future;
  if (value === undefined) return null;
  return { value, history: { past: [...history.past, present], future, last: null } };
}
