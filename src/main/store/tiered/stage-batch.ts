import type { DatasetName } from '../../formats/exact/datasets/dataset-columns.ts';
import {
  fileOfBytes,
  type OpenDataset,
  openDataset,
} from '../../formats/exact/datasets/read-dataset.ts';
import { unpackSkeletons } from '../../formats/exact/decompose/pack-skeletons.ts';
import { type Publisher, readChecked, type StagedFile } from '../durable/publisher.ts';
import { type BatchContents, type BatchMember, batchContents } from './batch-contents.ts';
import { chunkOf, type PackEntry } from './chunk-pack.ts';
import { layout } from './layout.ts';
import type { BatchManifest, StoredBacktest } from './manifest.ts';
import { type BatchSource, readPayload } from './read-backtest.ts';
import type { PackPlaces } from './stored-index.ts';
import { wholeDatasets } from './whole-datasets.ts';

/** A batch on the disk under temporary names, proved, and not yet part of the archive. */
export interface StagedBatch {
  files: { staged: StagedFile; path: string }[];
  datasets: BatchManifest['datasets'];
  skeletons: BatchManifest['skeletons'];
  packs: (BatchManifest['packs'][number] & PackPlaces)[];
  backtests: StoredBacktest[];
  /** Backtests kept whole. */
  opaque: number;
}

/**
 * Writes the members and proves every one from the bytes just written: put together again, its payload
 * must have the very hash it came with. One that has not is kept whole, and the batch is written anew.
 * `originals` are files to keep beside them as they came.
 */
export async function stageBatch(
  publisher: Publisher,
  members: readonly BatchMember[],
  originals: readonly Uint8Array[] = [],
): Promise<StagedBatch> {
  const contents = smallest(members, originals);
  const batch = await stage(publisher, contents);
  const failed = await unproved(batch);
  if (failed.size === 0) return batch;
  for (const { staged } of batch.files) await publisher.discard(staged);
  return stageBatch(
    publisher,
    members.map((member) => (failed.has(member.bundleId) ? { ...member, parts: null } : member)),
    originals,
  );
}

/** Never worse (archive.md §1.6): where the parts of a batch take more than its files, the files are kept. */
function smallest(
  members: readonly BatchMember[],
  originals: readonly Uint8Array[],
): BatchContents {
  const contents = batchContents(members, originals);
  const fileBytes = members.reduce((sum, { file }) => sum + file.length, 0);
  if (fileBytes < neverWorseFrom || sizeOf(contents) <= fileBytes) return contents;
  const whole = members.map((member) => ({ ...member, parts: null }));
  return batchContents(whole, originals);
}

/** Under so many bytes the footers of seven files weigh more than what is saved; reading is worth more than they are. */
const neverWorseFrom = 1_000_000;

function sizeOf({ datasets, skeletons, packs }: BatchContents): number {
  const parts = [...datasets, ...packs].map(({ bytes }) => bytes.length);
  return parts.reduce((sum, bytes) => sum + bytes, skeletons?.length ?? 0);
}

async function stage(publisher: Publisher, contents: BatchContents): Promise<StagedBatch> {
  const batch: StagedBatch = {
    files: [],
    datasets: {},
    skeletons: null,
    packs: [],
    backtests: contents.backtests,
    opaque: contents.backtests.filter(({ skeleton }) => skeleton === null).length,
  };
  for (const { name, bytes, rows } of contents.datasets) {
    const ref = await add(bytes, (sha256) => layout.datasetFile(name, sha256));
    batch.datasets[name] = { ...ref, rows };
  }
  if (contents.skeletons !== null) {
    batch.skeletons = await add(contents.skeletons, (sha256) =>
      layout.chunkFile('skeletons', sha256),
    );
  }
  for (const { kind, bytes, entries } of contents.packs) {
    batch.packs.push({
      kind,
      entries,
      ...(await add(bytes, (sha256) => layout.packFile(kind, sha256))),
    });
  }
  return batch;

  async function add(bytes: Uint8Array, pathOf: (sha256: string) => string) {
    const staged = await publisher.stage(bytes);
    batch.files.push({ staged, path: pathOf(staged.sha256) });
    return { sha256: staged.sha256, bytes: bytes.length };
  }
}

/** Ids of the backtests that do not come out of the files as they went in. */
async function unproved(batch: StagedBatch): Promise<Set<string>> {
  const source = await openStaged(batch);
  const failed = new Set<string>();
  for (const stored of batch.backtests) {
    try {
      await readPayload(stored, source);
    } catch (error) {
      if (stored.skeleton === null) throw error;
      console.error(`backtest ${stored.id} is kept whole:`, error);
      failed.add(stored.id);
    }
  }
  return failed;
}

/** Reads everything back from the disk, each file checked against its hash. */
async function openStaged(batch: StagedBatch): Promise<BatchSource> {
  const read = async (sha256: string) => {
    const file = batch.files.find(({ staged }) => staged.sha256 === sha256)!;
    return readChecked(file.staged.path, sha256, file.path);
  };
  const open = new Map<DatasetName, OpenDataset>();
  for (const [name, { sha256 }] of Object.entries(batch.datasets) as [
    DatasetName,
    { sha256: string },
  ][]) {
    open.set(name, await openDataset(name, fileOfBytes(await read(sha256))));
  }
  const skeletons =
    batch.skeletons === null ? [] : unpackSkeletons(await read(batch.skeletons.sha256));
  const packs = new Map<string, { bytes: Uint8Array; entry: PackEntry }>();
  for (const { sha256, entries } of batch.packs) {
    const bytes = await read(sha256);
    for (const entry of entries) packs.set(entry.id, { bytes, entry });
  }
  const datasets = await wholeDatasets(open);
  return {
    rows: datasets,
    skeleton: async (index) => skeletons[index]!,
    chunk: async (_kind, id) => {
      const { bytes, entry } = packs.get(id)!;
      return chunkOf(bytes, entry, id);
    },
  };
}
