import { stat } from 'node:fs/promises';
import type { ArchiveStats } from '#contract/operations.ts';
import type { PriceFacts, StoragePart } from '#contract/storage.ts';
import type { IndexReader } from '../store/index/open-index.ts';
import { readState } from '../store/index/query-rows.ts';
import { readPriceFiles } from '../store/index/read-price-files.ts';
import { readSourceBytes } from '../store/index/source-bytes.ts';
import { measureArchive, tierBytesOf } from '../store/tiered/measure-archive.ts';
import { findChunk } from '../store/tiered/stored-index.ts';
import type { Archive } from './archive.ts';
import { chunkName } from './copy-ohlcv.ts';
import { findPrices, priceFacts } from './folder-prices.ts';

/** How many rows, and how many bytes on disk. The bundles of a plain folder are its source and its data in one. */
export async function archiveStats(archive: Archive): Promise<ArchiveStats> {
  const { backtests, studies, runs } = readState(archive.index);
  const sourceBytes = readSourceBytes(archive.index);
  if (archive.tiers !== null) {
    const parts = await measureArchive(archive.folder);
    const prices = tieredPrices(parts, archive.index);
    return { backtests, studies, runs, prices, ...tieredSizes(parts, sourceBytes) };
  }
  const index = await indexBytes(archive.indexFile);
  const total = sourceBytes + index;
  const prices = priceFacts(await findPrices(archive.folder, archive.index));
  return {
    prices,
    backtests,
    studies,
    runs,
    sourceBytes,
    bytes: { index, parquet: 0, chunks: 0, other: sourceBytes, total },
    ratio: sourceBytes === 0 ? null : total / sourceBytes,
  };
}

/** Every price file that came in is a chunk of its own, named by its hash. */
function tieredPrices(parts: readonly StoragePart[], index: IndexReader): PriceFacts | null {
  const names = new Set(readPriceFiles(index).map(({ file }) => file));
  if (names.size === 0) return null;
  const own = parts.filter(({ name }) => name === 'ohlcv');
  const files = own.reduce((sum, part) => sum + part.files, 0);
  const bytes = own.reduce((sum, part) => sum + part.bytes, 0);
  const known = [...names].filter(
    (name) => chunkName.test(name) && findChunk(index.db, 'ohlcv', name.slice(0, 64)) !== null,
  );
  const missing = names.size - known.length;
  return { files, bytes, referenced: names.size, missing, orphans: files - known.length };
}

async function indexBytes(file: string): Promise<number> {
  const sizes = ['', '-wal', '-shm'].map((suffix) =>
    stat(file + suffix).then(
      (facts) => facts.size,
      () => 0,
    ),
  );
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

/** Of the source the price files are a part. What only waits to go, in trash/ and quarantine/, is no part of the ratio. */
export function tieredSizes(
  parts: readonly StoragePart[],
  bundleBytes: number,
): Pick<ArchiveStats, 'sourceBytes' | 'bytes' | 'ratio'> {
  const bytes = tierBytesOf(parts);
  const bytesOf = (...names: string[]) =>
    tierBytesOf(parts.filter(({ name }) => names.includes(name))).total;
  const sourceBytes = bundleBytes + bytesOf('ohlcv');
  const kept = bytes.total - bytes.index - bytesOf('trash', 'quarantine');
  return { sourceBytes, bytes, ratio: sourceBytes === 0 ? null : kept / sourceBytes };
}
