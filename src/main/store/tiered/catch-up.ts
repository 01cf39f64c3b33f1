import { ArchiveError, describeFailure } from '#contract/archive-error.ts';
import type { JobFailure } from '#contract/operations.ts';
import type { IndexWriter } from '../index/open-index.ts';
import { type LiveSet, liveSet } from './live-set.ts';
import { manifestNames, type NamedManifest, readManifest } from './read-manifests.ts';
import { reconcileIndex } from './reconcile-index.ts';
import { knownManifests } from './stored-index.ts';
import { knownTombstones } from './stored-tombstones.ts';
import { decompressManifest } from './tiered-reader.ts';
import { readTombstones } from './tombstone.ts';

/** The archive whose index is to be brought up to date. */
export interface IndexOfArchive {
  readonly root: string;
  readonly index: IndexWriter;
}

export interface Truth {
  live: LiveSet;
  tombstones: Map<string, number>;
  /** Manifests that cannot be read. */
  damaged: JobFailure[];
}

/** What the files of the archive say, whatever its index says. */
export async function readTruth(root: string): Promise<Truth> {
  const manifests: NamedManifest[] = [];
  const damaged: JobFailure[] = [];
  for (const name of await manifestNames(root)) {
    try {
      manifests.push(await readManifest(root, name, decompressManifest));
    } catch (error) {
      if (!(error instanceof ArchiveError)) throw error;
      damaged.push({ ...describeFailure(error), file: error.file ?? name });
    }
  }
  const tombstones = await readTombstones(root);
  return { live: liveSet(manifests, tombstones), tombstones, damaged };
}

/**
 * To be called by every writer before it writes: a process that was killed may have published a manifest,
 * a deletion or its undoing without telling the index. Returns what of these turned out to be damaged.
 */
export async function catchUp(writer: IndexOfArchive): Promise<JobFailure[]> {
  if (await isIndexCurrent(writer)) return [];
  const truth = await readTruth(writer.root);
  const damaged = await reconcileIndex(writer.root, writer.index, truth);
  return [...truth.damaged, ...damaged];
}

/** Whether an index was made from the manifests and deletions that lie there; by their names. */
export async function isIndexCurrent({
  root,
  index,
}: {
  root: string;
  index: Pick<IndexWriter, 'db'>;
}): Promise<boolean> {
  const there = await manifestNames(root);
  const known = knownManifests(index.db);
  if (there.length !== known.size || there.some((name) => !known.has(name))) return false;
  const tombstones = await readTombstones(root);
  const applied = knownTombstones(index.db);
  if (tombstones.size !== applied.size) return false;
  return [...tombstones].every(([id, seq]) => applied.get(id) === seq);
}
