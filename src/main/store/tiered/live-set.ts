import type { BatchManifest, ProofManifest } from './manifest.ts';
import type { NamedManifest } from './read-manifests.ts';

/** A batch with what of it counts: not what a later batch has again, and not what was deleted. */
export interface LiveBatch {
  sha256: string;
  bytes: number;
  manifest: BatchManifest;
  /** Ids of the backtests for which this batch is the one that counts. */
  live: ReadonlySet<string>;
  /** Positions of the files whose names count: of a name given twice the later one, and none of a deleted backtest. */
  liveFiles: ReadonlySet<number>;
}

export interface LiveSet {
  /** By `seq`, then name: every reader of the same files comes to the same order. */
  batches: LiveBatch[];
  proofs: { sha256: string; bytes: number; manifest: ProofManifest }[];
  highestSeq: number;
}

/** What the manifests and tombstones of an archive add up to: the truth the index is made from. */
export function liveSet(
  manifests: readonly NamedManifest[],
  tombstones: ReadonlyMap<string, number>,
): LiveSet {
  const ordered = [...manifests].sort(
    (a, b) => a.manifest.seq - b.manifest.seq || (a.sha256 < b.sha256 ? -1 : 1),
  );
  /** Batch that counts, by backtest: of equal `seq` the first. */
  const winner = new Map<string, { seq: number; sha256: string }>();
  for (const { sha256, manifest } of ordered) {
    if (manifest.kind !== 'batch') continue;
    for (const { id } of manifest.backtests) {
      const best = winner.get(id);
      if (best === undefined || manifest.seq > best.seq)
        winner.set(id, { seq: manifest.seq, sha256 });
    }
  }
  const isLive = (id: string, sha256: string) => {
    const best = winner.get(id);
    return best?.sha256 === sha256 && best.seq > (tombstones.get(id) ?? -1);
  };
  /** Batch and position that count, by handle. */
  const named = new Map<string, { sha256: string; entry: number }>();
  for (const { sha256, manifest } of ordered) {
    if (manifest.kind !== 'batch') continue;
    manifest.files.forEach(({ id, handle }, entry) => {
      if (manifest.seq > (tombstones.get(id) ?? -1)) named.set(handle, { sha256, entry });
    });
  }
  const set: LiveSet = { batches: [], proofs: [], highestSeq: 0 };
  for (const { sha256, bytes, manifest } of ordered) {
    set.highestSeq = Math.max(set.highestSeq, manifest.seq);
    if (manifest.kind === 'proof') set.proofs.push({ sha256, bytes, manifest });
    else {
      const live = new Set(
        manifest.backtests.map(({ id }) => id).filter((id) => isLive(id, sha256)),
      );
      const entries = [...manifest.files.entries()].filter(([entry, { handle }]) => {
        const best = named.get(handle);
        return best?.sha256 === sha256 && best.entry === entry;
      });
      const liveFiles = new Set(entries.map(([entry]) => entry));
      set.batches.push({ sha256, bytes, manifest, live, liveFiles });
    }
  }
  for (const seq of tombstones.values()) set.highestSeq = Math.max(set.highestSeq, seq);
  return set;
}
