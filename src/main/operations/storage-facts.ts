import type { StorageFacts } from '#contract/storage.ts';
import { listTrash } from '../store/folder/list-trash.ts';
import { readState } from '../store/index/query-rows.ts';
import { readSourceBytes } from '../store/index/source-bytes.ts';
import { countProofs, readManifestFacts } from '../store/tiered/count-savings.ts';
import { measureArchive } from '../store/tiered/measure-archive.ts';
import type { Archive } from './archive.ts';
import { archiveStats, tieredSizes } from './archive-stats.ts';

/** Everything the Storage screen shows. Of a tiered archive the manifests are read, which takes a moment. */
export async function storageFacts(archive: Archive): Promise<StorageFacts> {
  if (archive.tiers === null) return plainFacts(archive);
  const { backtests, runs } = readState(archive.index);
  const parts = await measureArchive(archive.folder);
  const { db } = archive.index;
  const { dedup, opaque, trashed } = await readManifestFacts(archive.folder, db);
  const trash = parts.filter(({ name }) => name === 'trash' || name === 'quarantine');
  return {
    backtests,
    runs,
    ...tieredSizes(parts, readSourceBytes(archive.index)),
    parts,
    proof: { ...countProofs(db), opaque },
    dedup,
    trash: { bytes: trash.reduce((sum, { bytes }) => sum + bytes, 0), backtests: trashed },
  };
}

async function plainFacts(archive: Archive): Promise<StorageFacts> {
  const { backtests, runs, sourceBytes, bytes, ratio } = await archiveStats(archive);
  return {
    backtests,
    runs,
    sourceBytes,
    bytes,
    ratio,
    parts: [
      { tier: 'index', name: 'index.sqlite', files: 1, bytes: bytes.index },
      { tier: 'other', name: 'bundles', files: backtests, bytes: bytes.other },
    ],
    proof: null,
    dedup: null,
    trash: await plainTrash(archive),
  };
}

/** Nothing of ours lies beside an index that is known by its file. */
async function plainTrash({ folder, isByFile }: Archive): Promise<StorageFacts['trash']> {
  const files = isByFile ? [] : await listTrash(folder);
  return {
    bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
    backtests: files.map(({ path, trashedAt, bytes }) => ({
      name: path,
      handle: path,
      deletedAt: trashedAt,
      bytes,
    })),
  };
}
