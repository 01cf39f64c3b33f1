import { readSync } from 'node:fs';
import { join } from 'node:path';
import { ArchiveError } from '#contract/archive-error.ts';
import type { DatasetName } from '../../formats/exact/datasets/dataset-columns.ts';
import { type OpenDataset, openDataset } from '../../formats/exact/datasets/read-dataset.ts';
import { bytesOfPage, type PageShelf } from '../../formats/exact/datasets/read-numbers.ts';
import { unpackSkeletons } from '../../formats/exact/decompose/pack-skeletons.ts';
import { readFrameContent } from '../../formats/zstd/read-frame-content.ts';
import { isNotFound } from '../durable/disk.ts';
import { openOrdinary } from '../durable/ordinary-file.ts';
import { readChecked } from '../durable/publisher.ts';
import type { IndexReader } from '../index/open-index.ts';
import { keepRecentlyUsed } from '../index/recently-used.ts';
import { chunkOf } from './chunk-pack.ts';
import { type ChunkKind, layout } from './layout.ts';
import type { BatchManifest, StoredBacktest, StoredFile } from './manifest.ts';
import type { BatchSource } from './read-backtest.ts';
import { type NamedManifest, readManifest } from './read-manifests.ts';
import { type FilePlace, findBacktest, findChunk } from './stored-index.ts';
import { runsOfDatasets } from './whole-datasets.ts';

/** Reads backtests out of a tiered archive: what was read lately stays at hand. */
export interface TieredReader {
  readonly root: string;
  backtest(bundleId: string): Promise<{ stored: StoredBacktest; source: BatchSource }>;
  file(place: FilePlace): Promise<StoredFile>;
  chunk(kind: ChunkKind, id: string): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** Manifests and skeleton packs in memory at once: a few batches. */
const keptBatches = 4;
const keptFiles = 32;
/** Bytes of decoded pages: of 50 runs that lie in 20 batches, all that their curves take. */
const keptPages = 16 * 1024 ** 2;

/** Manifests are JSON of ours; the largest batch makes some 100 kB. */
const manifestLimits = { maxBytes: 256 * 1024 ** 2, freeBytes: 16 * 1024 ** 2, maxRatio: 1000 };

export function openTieredReader(root: string, index: Pick<IndexReader, 'db'>): TieredReader {
  const manifests = recentlyUsed<NamedManifest>(keptBatches);
  const skeletons = recentlyUsed<Uint8Array[]>(keptBatches);
  const packs = recentlyUsed<Uint8Array>(keptBatches);
  const datasets = recentlyUsed<OpenFile>(keptFiles, (file) => file.close());
  const pages = keepRecentlyUsed(keptPages, bytesOfPage);

  async function batch(sha256: string): Promise<BatchManifest> {
    const { manifest } = await manifests.get(sha256, () =>
      readManifest(root, sha256, decompressManifest),
    );
    if (manifest.kind === 'batch') return manifest;
    throw new ArchiveError(
      'file-damaged',
      'a backtest is said to lie in a manifest of another kind',
      {
        file: layout.manifestFile(sha256),
      },
    );
  }

  async function chunk(kind: ChunkKind, id: string): Promise<Uint8Array> {
    const place = findChunk(index.db, kind, id);
    if (place === null)
      throw new ArchiveError('file-missing', `the archive holds no ${kind} chunk ${id}`);
    if (place.pack === null) {
      const file = layout.chunkFile(kind, id);
      return readChecked(join(root, file), id, file);
    }
    const pack = place.pack;
    const file = layout.packFile(kind, pack);
    const bytes = await packs.get(file, () => readChecked(join(root, file), pack, file));
    return chunkOf(bytes, { id, offset: place.offset, length: place.length }, file);
  }

  function sourceOf(manifest: BatchManifest): BatchSource {
    return {
      rows: runsOfDatasets((name) => dataset(manifest, name)),
      async skeleton(index) {
        const sha256 = manifest.skeletons?.sha256 ?? '';
        const all = await skeletons.get(sha256, async () =>
          unpackSkeletons(await chunk('skeletons', sha256)),
        );
        return all[index]!;
      },
      chunk,
    };
  }

  async function dataset(manifest: BatchManifest, name: DatasetName): Promise<OpenDataset | null> {
    const ref = manifest.datasets[name];
    if (ref === undefined) return null;
    const file = layout.datasetFile(name, ref.sha256);
    return (await datasets.get(file, () => openFile(root, name, file, pages))).dataset;
  }

  return {
    root,
    chunk,
    async backtest(bundleId) {
      const place = findBacktest(index.db, bundleId);
      if (place === null)
        throw new ArchiveError('not-found', `the archive holds no backtest ${bundleId}`);
      const manifest = await batch(place.manifest);
      return { stored: manifest.backtests[place.entry]!, source: sourceOf(manifest) };
    },
    async file(place) {
      return (await batch(place.manifest)).files[place.entry]!;
    },
    close: () => datasets.clear(),
  };
}

export function decompressManifest(frame: Uint8Array): Uint8Array {
  return readFrameContent(frame, 0, manifestLimits);
}

interface OpenFile {
  dataset: OpenDataset;
  close(): Promise<void>;
}

/** Only the parts asked for are read; what they say is checked by whoever puts a backtest together. */
async function openFile(
  root: string,
  name: DatasetName,
  file: string,
  pages: PageShelf,
): Promise<OpenFile> {
  const handle = await openOrdinary(join(root, file), file).catch((cause) => {
    if (!isNotFound(cause)) throw cause;
    throw new ArchiveError('file-missing', `${file} is missing`, { file, cause });
  });
  const { size } = await handle.stat();
  // Some hundred pieces of some kilobytes for a screen: handing each to another thread takes longer than reading it.
  const slice = (start: number, end = size) => {
    const bytes = new Uint8Array(Math.max(0, end - start));
    readSync(handle.fd, bytes, 0, bytes.length, start);
    return bytes.buffer;
  };
  try {
    const dataset = await openDataset(
      name,
      { byteLength: size, slice },
      { fileName: file, shelf: pages },
    );
    return { dataset, close: () => handle.close() };
  } catch (cause) {
    await handle.close();
    throw new ArchiveError('file-damaged', `${file} is not a dataset of ours`, { file, cause });
  }
}

/** Values by key, the least recently used given up first. Two askers of one key share its making. */
function recentlyUsed<Value>(
  size: number,
  giveUp: (value: Value) => Promise<void> = async () => {},
) {
  const kept = new Map<string, Promise<Value>>();
  return {
    get(key: string, make: () => Promise<Value>): Promise<Value> {
      const found = kept.get(key) ?? make();
      kept.delete(key);
      kept.set(key, found);
      found.catch(() => kept.delete(key));
      const [oldest] = kept.keys();
      if (kept.size > size && oldest !== undefined) drop(oldest);
      return found;
    },
    async clear() {
      const all = [...kept.values()];
      kept.clear();
      for (const value of all) await value.then(giveUp, () => undefined);
    },
  };

  function drop(key: string): void {
    const value = kept.get(key);
    kept.delete(key);
    void value?.then(giveUp, () => undefined);
  }
}
