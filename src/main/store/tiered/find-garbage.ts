import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ArchiveError } from '#contract/archive-error.ts';
import type { Truth } from './catch-up.ts';
import { layout } from './layout.ts';
import type { LiveBatch } from './live-set.ts';
import type { ProofManifest } from './manifest.ts';
import { filesOf, ownFiles } from './own-files.ts';
import { deletedAt } from './tombstone.ts';

export interface GarbageFile {
  path: string;
  bytes: number;
  /** Epoch ms. */
  modifiedAt: number;
}

/**
 * Files with a name of ours that nothing needs: not what counts, not what was deleted after `since` and
 * can be undeleted yet, not a proof of a file that is there. Throws where something needed is missing or
 * cannot be read: an archive that is not whole is not cleaned (reliability.md §3.16).
 */
export async function findGarbage(
  root: string,
  truth: Truth,
  since: number,
): Promise<GarbageFile[]> {
  const [broken] = truth.damaged;
  if (broken !== undefined) throw notWhole(broken.file);
  const needed = neededFiles(truth, await deletedAfter(root, truth.tombstones, since));
  const garbage: GarbageFile[] = [];
  for await (const { path } of ownFiles(root)) {
    const wanted = needed.delete(path);
    if (wanted) continue;
    const { size, mtimeMs } = await stat(join(root, path));
    garbage.push({ path, bytes: size, modifiedAt: mtimeMs });
  }
  const [missing] = needed;
  if (missing !== undefined) throw notWhole(missing);
  return garbage;
}

/** Ids of backtests whose deletion can still be taken back, or of which nobody knows when it was. */
export async function deletedAfter(
  root: string,
  tombstones: ReadonlyMap<string, number>,
  since: number,
): Promise<Set<string>> {
  const recent = new Set<string>();
  for (const [bundleId, seq] of tombstones) {
    const at = await deletedAt(root, { bundleId, seq }).catch(() => null);
    if (at === null || at > since) recent.add(bundleId);
  }
  return recent;
}

function neededFiles({ live }: Truth, recent: ReadonlySet<string>): Set<string> {
  const alive = new Set(live.batches.flatMap((batch) => [...batch.live]));
  const isWanted = (id: string) => alive.has(id) || recent.has(id);
  const needed = new Set<string>();
  const fileHashes = new Set<string>();
  for (const batch of live.batches) {
    const { sha256, manifest } = batch;
    for (const { id, sha256: file } of manifest.files) if (isWanted(id)) fileHashes.add(file);
    if (!isNeeded(batch, alive, recent)) continue;
    needed.add(layout.manifestFile(sha256));
    for (const { path } of filesOf(manifest)) needed.add(path);
  }
  for (const { sha256, manifest } of live.proofs) {
    if (!provesAny(manifest, fileHashes, isWanted)) continue;
    needed.add(layout.manifestFile(sha256));
    for (const { path } of filesOf(manifest)) needed.add(path);
  }
  return needed;
}

function isNeeded(
  { manifest, live, liveFiles }: LiveBatch,
  alive: ReadonlySet<string>,
  recent: ReadonlySet<string>,
): boolean {
  if (live.size > 0 || liveFiles.size > 0) return true;
  return manifest.backtests.some(({ id }) => recent.has(id) && !alive.has(id));
}

/** A proof goes with the last file that it speaks of. */
function provesAny(
  { proofs, aliases }: ProofManifest,
  fileHashes: ReadonlySet<string>,
  isWanted: (id: string) => boolean,
): boolean {
  return (
    proofs.some(({ fileSha256 }) => fileHashes.has(fileSha256)) ||
    aliases.some(({ of }) => isWanted(of))
  );
}

function notWhole(file: string): ArchiveError {
  return new ArchiveError('file-missing', `nothing is collected: ${file} is missing or damaged`, {
    file,
    advice: 'Run strata verify and strata repair first.',
  });
}

/** Manifests go first: from then on nothing refers to the rest. */
export function inOrderOfGoing(files: readonly GarbageFile[]): GarbageFile[] {
  const isManifest = ({ path }: GarbageFile) => path.startsWith(`${layout.manifests}/`);
  return [...files].sort((a, b) => Number(isManifest(b)) - Number(isManifest(a)));
}
