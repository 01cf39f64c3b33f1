/** What can be taken back and done again, step by step. Each step says of what kind it is. */
export interface History<Step> {
  readonly past: readonly Step[];
  readonly future: readonly Step[];
  /** The last change, so that a row of the same kind is taken back at once. */
  readonly last: { what: string; at: number } | null;
}

export const emptyHistory: History<never> = { past: [], future: [], last: null };

/** Changes that can be taken back. */
const KEPT = 100;
/** Changes of one kind that follow each other faster are one. Milliseconds. */
const ONE_CHANGE = 1000;

/** `step` takes the change back; quick ones of the kind `what` are one: letters of a word are not taken back one by one. */
export function remember<Step>(
  history: History<Step>,
  step: Step,
  what: string,
  at: number,
): History<Step> {
  const { last, past } = history;
  const continues = last !== null && last.what === what && at - last.at < ONE_CHANGE;
  return {
    past: continues && past.length > 0 ? past : [...past, step].slice(-KEPT),
    future: [],
    last: { what, at },
  };
}

/** The same for what is never one with the change before it. */
export function rememberAlone<Step>({ past }: History<Step>, step: Step): History<Step> {
  return { past: [...past, step].slice(-KEPT), future: [], last: null };
}

/**
 * The last step of those meant: `turn` takes it and gives the one that does it again. Null where there is none. Steps
 * of different things do not depend on each other, so those between stay.
 */
export function undo<Step>(
  { past, future }: History<Step>,
  turn: (step: Step) => Step,
  isMeant: (step: Step) => boolean,
): History<Step> | null {
  const at = past.findLastIndex(isMeant);
  if (at < 0) return null;
  return { past: past.toSpliced(at, 1), future: [turn(past[at]!), ...future], last: null };
}

export function redo<Step>(
  { past, future }: History<Step>,
  turn: (step: Step) => Step,
  isMeant: (step: Step) => boolean,
): History<Step> | null {
  const at = future.findIndex(isMeant);
  if (at < 0) return null;
  return { past: [...past, turn(future[at]!)], future: future.toSpliced(at, 1), last: null };
}

/** Without a step that cannot be taken any more. */
export function without<Step>(history: History<Step>, step: Step): History<Step> {
  const isOther = (one: Step) => one !== step;
  const { past, future, last } = history;
  return { past: past.filter(isOther), future: future.filter(isOther), last };
}
