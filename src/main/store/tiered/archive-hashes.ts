import type { Database } from 'better-sqlite3';
import type { LiveBatch } from './live-set.ts';

/**
 * Which of these hashes an archive lacks, whatever they name: a backtest, a chunk of any kind, a pack, a
 * dataset file or a manifest. What a remote store would be asked before anything is sent (archive.md §8).
 */
export function missingHashes(
  db: Database,
  batches: readonly LiveBatch[],
  hashes: readonly string[],
): string[] {
  const files = new Set(batches.flatMap(fileHashesOf));
  const inIndex = db
    .prepare<[string, string, string, string], number>(
      `SELECT 1 WHERE EXISTS (SELECT 1 FROM stored_backtests WHERE bundle_id = ?)
        OR EXISTS (SELECT 1 FROM stored_aliases WHERE id = ?)
        OR EXISTS (SELECT 1 FROM stored_chunks WHERE id = ?)
        OR EXISTS (SELECT 1 FROM stored_manifests WHERE sha256 = ?)`,
    )
    .pluck();
  const isHere = (hash: string) =>
    files.has(hash) || inIndex.get(hash, hash, hash, hash) !== undefined;
  return hashes.filter((hash) => !isHere(hash));
}

/** The names of all files that a batch is made of, its manifest's first. */
export function fileHashesOf({
  sha256,
  manifest,
}: Pick<LiveBatch, 'sha256' | 'manifest'>): string[] {
  const { datasets, skeletons, packs, chunks } = manifest;
  const parts = [...Object.values(datasets), ...packs, ...chunks].map((ref) => ref.sha256);
  return [sha256, ...parts, ...(skeletons === null ? [] : [skeletons.sha256])];
}
