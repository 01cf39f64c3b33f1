import type { AppState } from './open-state.ts';
import { readViewState, writeViewState } from './view-state.ts';

/** A watched folder as it is kept over restarts: paths, which a page never sees. */
export interface SavedWatch {
  watch: string;
  folder: string;
  /** What to open to get the archive. */
  archive: string;
}

/** No page asks for this key: those of pages are words. */
const key = '(watches)';

export function listSavedWatches(state: AppState): SavedWatch[] {
  const kept = readViewState(state, key);
  return Array.isArray(kept) ? (kept as SavedWatch[]) : [];
}

export function saveWatches(state: AppState, watches: readonly SavedWatch[], now: number): void {
  writeViewState(state, key, watches, now);
}
