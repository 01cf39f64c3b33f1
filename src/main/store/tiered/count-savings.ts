import type { Database } from 'better-sqlite3';
import type { ProofFacts, TrashedBacktest } from '#contract/storage.ts';
import type { ChunkKind } from './layout.ts';
import type { BatchManifest } from './manifest.ts';
import { manifestNames, readManifest } from './read-manifests.ts';
import { findBacktest, findChunk } from './stored-index.ts';
import { decompressManifest } from './tiered-reader.ts';
import { deletedAt, readTombstones } from './tombstone.ts';

export interface SharedParts {
  /** Files of a backtest that another file holds, too. */
  files: number;
  /** Chunks that more than one backtest uses. */
  chunks: number;
  /** What the copies would take. */
  bytes: number;
}

export interface ManifestFacts {
  dedup: SharedParts;
  /** Live files that are kept whole. */
  opaque: number;
  trashed: TrashedBacktest[];
}

/** What only the manifests know. One is in memory at a time, whatever the archive's size. */
export async function readManifestFacts(root: string, db: Database): Promise<ManifestFacts> {
  const tombstones = await readTombstones(root);
  const uses = new Map<string, number>();
  const dedup: SharedParts = { files: 0, chunks: 0, bytes: 0 };
  const held = new Set<string>();
  const trashed = new Map<string, TrashedBacktest>();
  let opaque = 0;
  for (const name of await manifestNames(root)) {
    const { manifest } = await readManifest(root, name, decompressManifest);
    if (manifest.kind !== 'batch') continue;
    const isLive = liveIn(db, name);
    for (const stored of manifest.backtests) {
      if (isLive(stored.id))
        for (const use of usesOf(stored)) uses.set(use, (uses.get(use) ?? 0) + 1);
    }
    for (const file of manifest.files) {
      if (findBacktest(db, file.id) !== null) {
        if (file.frame.kind === 'original') opaque++;
        if (held.has(file.id)) {
          dedup.files++;
          dedup.bytes += file.size;
        }
        held.add(file.id);
        continue;
      }
      const seq = tombstones.get(file.id);
      if (seq === undefined || seq < manifest.seq) continue;
      const at = await deletedAt(root, { bundleId: file.id, seq });
      trashed.set(file.id, { name: file.id, handle: file.handle, bytes: file.size, deletedAt: at });
    }
  }
  for (const [use, count] of uses) {
    if (count < 2) continue;
    const [kind, id] = use.split(' ') as [ChunkKind, string];
    dedup.chunks++;
    dedup.bytes += (count - 1) * (findChunk(db, kind, id)?.length ?? 0);
  }
  return { dedup, opaque, trashed: [...trashed.values()] };
}

export function countProofs(db: Database): Omit<ProofFacts, 'opaque'> {
  const counts = new Map(
    db.prepare('SELECT proof, count(*) FROM stored_files GROUP BY proof').raw().all() as [
      string,
      number,
    ][],
  );
  const of = (proof: string) => counts.get(proof) ?? 0;
  return { file: of('file'), payload: of('payload'), payloadOnly: of('payload-only') };
}

function liveIn(db: Database, manifest: string): (id: string) => boolean {
  return (id) => findBacktest(db, id)?.manifest === manifest;
}

function usesOf(stored: BatchManifest['backtests'][number]): string[] {
  const chunks = stored.chunks.map(({ kind, id }) => `${kind} ${id}`);
  const prices = stored.ohlcv.flatMap(({ chunk }) => (chunk === null ? [] : [`ohlcv ${chunk}`]));
  const code = stored.code === null ? [] : [`code ${stored.code}`];
  // A backtest that needs a chunk twice has it once all the same.
  return [...new Set([...chunks, ...prices, ...code, `symbols ${stored.symbols}`])];
}
