import type { Database } from 'better-sqlite3';

/**
 * The deletions an index was made with: one that lies on the disk and not here, or here and not there,
 * was cut off halfway.
 */
export function knownTombstones(db: Database): Map<string, number> {
  const rows = db
    .prepare<[], { id: string; seq: number }>('SELECT bundle_id AS id, seq FROM stored_tombstones')
    .all();
  return new Map(rows.map(({ id, seq }) => [id, seq]));
}

/** Call inside a transaction. */
export function recordTombstone(db: Database, bundleId: string, seq: number): void {
  db.prepare('INSERT OR REPLACE INTO stored_tombstones VALUES (?, ?)').run(bundleId, seq);
}

/** Call inside a transaction: those on the disk, and no others. */
export function replaceTombstones(db: Database, tombstones: ReadonlyMap<string, number>): void {
  db.exec('DELETE FROM stored_tombstones');
  for (const [bundleId, seq] of tombstones) recordTombstone(db, bundleId, seq);
}
