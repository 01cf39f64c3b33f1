import type { ArchiveCard } from '#contract/operations.ts';
import type { AppState } from './open-state.ts';

/** An archive opened before: the card as it was then, and the path to open it again. */
export interface RecentArchive {
  path: string;
  card: ArchiveCard;
}

interface StoredRecent {
  path: string;
  card: string;
}

/** Newest first. */
export function listRecents({ db }: AppState): RecentArchive[] {
  const rows = db
    .prepare('SELECT path, card FROM recent_archives ORDER BY opened_at DESC, archive')
    .all() as StoredRecent[];
  return rows.map(parse);
}

export function findRecent({ db }: AppState, archive: string): RecentArchive | null {
  const row = db.prepare('SELECT path, card FROM recent_archives WHERE archive = ?').get(archive);
  return row === undefined ? null : parse(row as StoredRecent);
}

export function saveRecent({ db }: AppState, { path, card }: RecentArchive): void {
  db.prepare(
    'INSERT OR REPLACE INTO recent_archives (archive, path, card, opened_at) VALUES (?, ?, ?, ?)',
  ).run(card.archive, path, JSON.stringify(card), card.openedAt);
}

export function forgetRecent({ db }: AppState, archive: string): void {
  db.prepare('DELETE FROM recent_archives WHERE archive = ?').run(archive);
}

function parse({ path, card }: StoredRecent): RecentArchive {
  return { path, card: JSON.parse(card) as ArchiveCard };
}
