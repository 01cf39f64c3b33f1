import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readTruth } from './catch-up.ts';
import { deletedAfter } from './find-garbage.ts';
import { layout } from './layout.ts';
import { tombstoneFiles } from './tombstone.ts';
import { trashedManifests } from './trash.ts';

/**
 * Deletions that hide nothing any more: no manifest that lies in the archive or in its trash has the
 * backtest, and the deletion was before `since`; of several deletions of one backtest all but the last.
 */
export async function spentTombstones(
  root: string,
  since: number,
): Promise<{ path: string; bytes: number }[]> {
  const files = await tombstoneFiles(root);
  if (files.length === 0) return [];
  const { live, tombstones, damaged } = await readTruth(root);
  // What a damaged manifest has nobody knows.
  if (damaged.length > 0) return [];
  const held = new Set(await deletedAfter(root, tombstones, since));
  const trashed = await trashedManifests(root);
  for (const { manifest } of [...live.batches, ...trashed]) {
    if (manifest.kind !== 'batch') continue;
    for (const { id } of [...manifest.backtests, ...manifest.files]) held.add(id);
  }
  const spent = files.filter(
    ({ bundleId, seq }) => !held.has(bundleId) || seq < (tombstones.get(bundleId) ?? 0),
  );
  return Promise.all(
    spent.map(async ({ bundleId, seq }) => {
      const path = layout.tombstoneFile(bundleId, seq);
      return { path, bytes: (await stat(join(root, path))).size };
    }),
  );
}
