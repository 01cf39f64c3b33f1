import type { ArchiveId } from '#contract/operations.ts';
import type { StateStore } from '../../engine/state-store.ts';
import { emptyHistory, type History, remember, rememberAlone } from './history.ts';

/** One thing that was done to what an archive shows: how to take it back. */
export type Step = KeptStep | MarkStep;

/** Something of the window that is kept was another before. */
export interface KeptStep {
  kind: 'kept';
  /** What was changed: "sort". */
  what: string;
  /** What it is kept under, and how it was. */
  key: string;
  value: unknown;
}

export interface MarkStep {
  kind: 'marks';
  /** "12 backtests starred" */
  what: string;
  /** The name to take it back by; null where there was nothing left to. */
  change: Promise<string | null>;
}

/** One chain for every screen of an archive, for as long as the window is open. */
export const historyKey = (archive: ArchiveId) => `runs/${archive}/history`;
export const viewKey = (archive: ArchiveId) => `runs/${archive}/view`;

export function historyOf(states: StateStore, archive: ArchiveId): History<Step> {
  return (states.peek(historyKey(archive)) as History<Step> | undefined) ?? emptyHistory;
}

/** Quick changes of one kind to the same thing are one step. */
export function rememberKept(
  states: StateStore,
  archive: ArchiveId,
  step: Omit<KeptStep, 'kind'>,
): void {
  const kind = `${step.key} ${step.what}`;
  const before = historyOf(states, archive);
  states.hold(historyKey(archive), remember(before, { kind: 'kept', ...step }, kind, Date.now()));
}

export function rememberMarks(
  states: StateStore,
  archive: ArchiveId,
  { what, change }: { what: string; change: string },
): void {
  const step: MarkStep = { kind: 'marks', what, change: Promise.resolve(change) };
  states.hold(historyKey(archive), rememberAlone(historyOf(states, archive), step));
}

/** For people: what a step was about. */
export function sayStep({ kind, what }: Step): string {
  if (kind === 'kept' && what.startsWith('filter')) return 'filter';
  return what === 'quick' ? 'search' : what;
}
