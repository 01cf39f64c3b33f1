import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ArchiveError } from '#contract/archive-error.ts';
import type { Truth } from './catch-up.ts';
import { layout, ownNames } from './layout.ts';
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
 * can be undeleted yet, not a proof. Throws where something needed is missing or cannot be read: an
 * archive that is not whole is not cleaned (reliability.md §3.16).
 */
export async function findGarbage(
  root: string,
  truth: Truth,
  since: number,
): Promise<GarbageFile[]> {
  const [broken] = truth.damaged;
  if (broken !== undefined) throw notWhole(broken.file);
  const needed = await neededFiles(root, truth, since);
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

async function neededFiles(root: string, truth: Truth, since: number): Promise<Set<string>> {
  const { live, tombstones } = truth;
  const recent = new Set<string>();
  for (const [bundleId, seq] of tombstones) {
    const at = await deletedAt(root, { bundleId, seq }).catch(() => null);
    if (at === null || at > since) recent.add(bundleId);
  }
  const alive = new Set(live.batches.flatMap((batch) => [...batch.live]));
  const needed = new Set<string>();
  for (const { sha256, manifest, live: ids, liveFiles } of live.batches) {
    const isRecent = manifest.backtests.some(({ id }) => recent.has(id) && !alive.has(id));
    if (ids.size === 0 && liveFiles.size === 0 && !isRecent) continue;
    needed.add(layout.manifestFile(sha256));
    for (const { path } of filesOf(manifest)) needed.add(path);
  }
  for (const { sha256, manifest } of live.proofs) {
    needed.add(layout.manifestFile(sha256));
    for (const { path } of filesOf(manifest)) needed.add(path);
  }
  return needed;
}

function notWhole(file: string): ArchiveError {
  return new ArchiveError('file-missing', `nothing is collected: ${file} is missing or damaged`, {
    file,
    advice: 'Run strata verify and strata repair first.',
  });
}

/** Manifests go first: from then on nothing refers to the rest. */
export function inOrderOfGoing(files: readonly GarbageFile[]): GarbageFile[] {
  const isManifest = ({ path }: GarbageFile) =>
    path.startsWith(`${layout.manifests}/`) &&
    ownNames.manifest.test(path.slice(layout.manifests.length + 1));
  return [...files].sort((a, b) => Number(isManifest(b)) - Number(isManifest(a)));
}
