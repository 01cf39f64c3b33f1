import type { Database } from 'better-sqlite3';
import { ArchiveError } from '#contract/archive-error.ts';
import { type SavedView, viewLimits } from '#contract/saved-view.ts';

interface StoredView {
  name: string;
  note: string;
  is_default: number;
  view_json: string;
  saved_at: number;
}

/** By name. */
export function listViews(db: Database): SavedView[] {
  const rows = db.prepare('SELECT * FROM views ORDER BY name').all() as StoredView[];
  return rows.map(({ name, note, is_default, view_json, saved_at }) => ({
    name,
    note,
    isDefault: is_default === 1,
    view: JSON.parse(view_json) as unknown,
    savedAt: saved_at,
  }));
}

/**
 * Within `withMarks`. `replaces`: the name it had; null for a new one. Throws `already-exists` where another view
 * has the name, `not-found` where there is none to replace, `bad-request` where it is too large.
 */
export function saveView(db: Database, view: SavedView, replaces: string | null): SavedView {
  const names = db.prepare('SELECT name FROM views').pluck().all() as string[];
  if (replaces !== null && !names.includes(replaces)) throw noView(replaces);
  if (view.name !== replaces && names.includes(view.name)) {
    throw new ArchiveError('already-exists', `there is a view "${view.name}" already`, {
      advice: 'Give it another name, or delete the other one.',
    });
  }
  if (replaces === null && names.length >= viewLimits.count) {
    throw new ArchiveError('bad-request', `an archive keeps ${viewLimits.count} views at most`);
  }
  if (replaces !== null) db.prepare('DELETE FROM views WHERE name = ?').run(replaces);
  putView(db, view);
  return view;
}

/** Of default views there is one. */
export function putView(db: Database, view: SavedView): void {
  const json = JSON.stringify(view.view ?? null);
  if (json.length > viewLimits.view) throw new ArchiveError('bad-request', 'the view is too large');
  if (view.isDefault) db.prepare('UPDATE views SET is_default = 0').run();
  db.prepare('INSERT INTO views VALUES (?, ?, ?, ?, ?)').run(
    view.name,
    view.note,
    view.isDefault ? 1 : 0,
    json,
    view.savedAt,
  );
}

export function deleteView(db: Database, name: string): void {
  if (db.prepare('DELETE FROM views WHERE name = ?').run(name).changes === 0) throw noView(name);
}

function noView(name: string): ArchiveError {
  return new ArchiveError('not-found', `there is no view "${name}"`);
}
