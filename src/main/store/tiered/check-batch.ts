import { join } from 'node:path';
import { ArchiveError, describeFailure } from '#contract/archive-error.ts';
import type { JobFailure } from '#contract/operations.ts';
import type { BundleRecord } from '../../formats/bundle/bundle-record.ts';
import { recordOf } from '../../formats/bundle/read-bundle-record.ts';
import type { DatasetName } from '../../formats/exact/datasets/dataset-columns.ts';
import {
  fileOfBytes,
  type OpenDataset,
  openDataset,
} from '../../formats/exact/datasets/read-dataset.ts';
import { unpackSkeletons } from '../../formats/exact/decompose/pack-skeletons.ts';
import { readChecked } from '../durable/publisher.ts';
import { chunkOf, type PackEntry, readPackIndex } from './chunk-pack.ts';
import { type ChunkKind, layout } from './layout.ts';
import type { BatchManifest } from './manifest.ts';
import { type BatchSource, readPayload } from './read-backtest.ts';
import type { PackPlaces } from './stored-index.ts';
import { wholeDatasets } from './whole-datasets.ts';

/** What all files of a batch say, each checked against its hash. */
export interface CheckedBatch {
  packs: PackPlaces[];
  /** Of the backtests that came out as they went in. */
  records: Map<string, BundleRecord>;
  /** Files that are missing or damaged, and backtests that are for it. */
  damaged: JobFailure[];
  filesChecked: number;
}

/**
 * Reads every file of a batch and puts every backtest together again. A damaged file is named, with the
 * backtests it takes along; everything else is still read.
 */
export async function checkBatch(root: string, manifest: BatchManifest): Promise<CheckedBatch> {
  const damaged: JobFailure[] = [];
  const read = async (file: string, sha256: string): Promise<Uint8Array | null> => {
    try {
      return await readChecked(join(root, file), sha256, file);
    } catch (error) {
      damaged.push(failureOf(error, file));
      return null;
    }
  };
  const chunks = new Map<string, { bytes: Uint8Array; entry: PackEntry }>();
  const packs: PackPlaces[] = [];
  for (const { kind, sha256 } of manifest.packs) {
    const bytes = await read(layout.packFile(kind, sha256), sha256);
    if (bytes === null) continue;
    const entries = readPackIndex(bytes, layout.packFile(kind, sha256));
    packs.push({ kind, sha256, entries });
    for (const entry of entries) chunks.set(`${kind}/${entry.id}`, { bytes, entry });
  }
  for (const { kind, sha256 } of manifest.chunks)
    await read(layout.chunkFile(kind, sha256), sha256);
  const source = await openBatch(manifest, read, chunks);
  const records = new Map<string, BundleRecord>();
  for (const stored of manifest.backtests) {
    try {
      const payload = await readPayload(stored, source);
      records.set(stored.id, recordOf({ formatVersion: stored.version, payload }));
    } catch (error) {
      damaged.push(failureOf(error, `backtest ${stored.id}`));
    }
  }
  const filesChecked =
    Object.keys(manifest.datasets).length +
    manifest.packs.length +
    manifest.chunks.length +
    (manifest.skeletons ? 1 : 0);
  return { packs, records, damaged, filesChecked };
}

async function openBatch(
  manifest: BatchManifest,
  read: (file: string, sha256: string) => Promise<Uint8Array | null>,
  chunks: ReadonlyMap<string, { bytes: Uint8Array; entry: PackEntry }>,
): Promise<BatchSource> {
  const open = new Map<DatasetName, OpenDataset>();
  for (const [name, ref] of Object.entries(manifest.datasets) as [
    DatasetName,
    { sha256: string },
  ][]) {
    const bytes = await read(layout.datasetFile(name, ref.sha256), ref.sha256);
    if (bytes !== null) open.set(name, await openDataset(name, fileOfBytes(bytes)));
  }
  const pack =
    manifest.skeletons === null
      ? null
      : await read(
          layout.chunkFile('skeletons', manifest.skeletons.sha256),
          manifest.skeletons.sha256,
        );
  const skeletons = pack === null ? [] : unpackSkeletons(pack);
  const rows = await wholeDatasets(open);
  return {
    async rows(name, from, to) {
      if (manifest.datasets[name] !== undefined && !open.has(name))
        throw lost(`its rows in ${name}`);
      return rows(name, from, to);
    },
    async skeleton(index) {
      return skeletons[index] ?? raise(lost('its skeleton'));
    },
    async chunk(kind: ChunkKind, id) {
      const found = chunks.get(`${kind}/${id}`) ?? raise(lost(`its chunk of ${kind}`));
      return chunkOf(found.bytes, found.entry, id);
    },
  };
}

function lost(what: string): ArchiveError {
  return new ArchiveError('file-damaged', `${what} cannot be read`);
}

function raise(error: Error): never {
  throw error;
}

function failureOf(error: unknown, file: string): JobFailure {
  if (!(error instanceof ArchiveError)) {
    const message = `${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`;
    return { ...describeFailure(new ArchiveError('file-damaged', message)), file };
  }
  return { ...describeFailure(error), file: error.file ?? file };
}
