import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { ArchiveError } from '#contract/archive-error.ts';
import { readChecked } from '../durable/publisher.ts';
import { type PackEntry, readPackIndex } from './chunk-pack.ts';
import { layout } from './layout.ts';
import type { LiveSet } from './live-set.ts';

/**
 * Makes the index forget manifests and chunks that are no longer there. A chunk that lies in several packs
 * is found in one that stays; of a pack that cannot be read the index keeps what it knows.
 */
export async function rewriteChunks(root: string, db: Database, live: LiveSet): Promise<void> {
  const places: [kind: string, id: string, pack: string | null, start: number, length: number][] =
    [];
  const unread: string[] = [];
  for (const { manifest } of live.batches) {
    for (const { kind, sha256 } of manifest.packs) {
      const entries = await entriesOf(root, layout.packFile(kind, sha256), sha256);
      if (entries === null) unread.push(sha256);
      for (const { id, offset, length } of entries ?? [])
        places.push([kind, id, sha256, offset, length]);
    }
    for (const { kind, sha256, bytes } of manifest.chunks)
      places.push([kind, sha256, null, 0, bytes]);
    const { skeletons } = manifest;
    if (skeletons !== null) places.push(['skeletons', skeletons.sha256, null, 0, skeletons.bytes]);
  }
  for (const { manifest } of live.proofs) {
    for (const { sha256, bytes } of manifest.originals)
      places.push(['originals', sha256, null, 0, bytes]);
  }
  const there = new Set([...live.batches, ...live.proofs].map(({ sha256 }) => sha256));
  db.transaction(() => {
    db.prepare(
      `DELETE FROM stored_chunks
       WHERE pack IS NULL OR pack NOT IN (SELECT value FROM json_each(?))`,
    ).run(JSON.stringify(unread));
    const insert = db.prepare('INSERT OR REPLACE INTO stored_chunks VALUES (?, ?, ?, ?, ?)');
    for (const place of places) insert.run(...place);
    const known = db.prepare<[], string>('SELECT sha256 FROM stored_manifests').pluck().all();
    const forget = db.prepare('DELETE FROM stored_manifests WHERE sha256 = ?');
    for (const name of known) if (!there.has(name)) forget.run(name);
  }).immediate();
}

async function entriesOf(root: string, file: string, sha256: string): Promise<PackEntry[] | null> {
  try {
    return readPackIndex(await readChecked(join(root, file), sha256, file), file);
  } catch (error) {
    if (error instanceof ArchiveError) return null;
    throw error;
  }
}
