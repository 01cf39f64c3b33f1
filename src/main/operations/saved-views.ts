import type { SavedView } from '#contract/saved-view.ts';
import { deleteView, listViews, saveView } from '../store/marks/saved-views.ts';
import type { Archive } from './archive.ts';
import { changeAdded, readAdded } from './mark-backtests.ts';

/** Views of an archive, by name. */
export function listArchiveViews({ marks }: Archive): SavedView[] {
  return readAdded(marks, listViews) ?? [];
}

/** `replaces`: the name of the view that is saved anew or renamed. Throws `already-exists`, `not-found`. */
export function saveArchiveView(
  { marks }: Archive,
  view: Omit<SavedView, 'savedAt'>,
  replaces: string | null,
): SavedView {
  return changeAdded(marks, (db) => saveView(db, { ...view, savedAt: Date.now() }, replaces));
}

/** Throws `not-found`. */
export function deleteArchiveView({ marks }: Archive, name: string): void {
  changeAdded(marks, (db) => deleteView(db, name));
}
