import { type LiveBatch, liveSet } from '../../store/tiered/live-set.ts';
import { manifestNames, readManifest } from '../../store/tiered/read-manifests.ts';
import { decompressManifest } from '../../store/tiered/tiered-reader.ts';
import { readTombstones } from '../../store/tiered/tombstone.ts';

/** What counts in an archive as it lies on disk, whatever its index says. */
export async function liveBatches(root: string): Promise<LiveBatch[]> {
  const manifests = [];
  for (const name of await manifestNames(root))
    manifests.push(await readManifest(root, name, decompressManifest));
  return liveSet(manifests, await readTombstones(root)).batches;
}
