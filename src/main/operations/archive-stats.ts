import { stat } from 'node:fs/promises';
import type { ArchiveStats } from '#contract/operations.ts';
import { readState } from '../store/index/query-rows.ts';
import { readSourceBytes } from '../store/index/source-bytes.ts';
import type { Archive } from './archive.ts';

/** How many rows, and how many bytes on disk. The bundles of a plain folder are its source and its data in one. */
export async function archiveStats(archive: Archive): Promise<ArchiveStats> {
  const { backtests, runs } = readState(archive.index);
  const sourceBytes = readSourceBytes(archive.index);
  const index = await indexBytes(archive.indexFile);
  const total = sourceBytes + index;
  return {
    backtests,
    runs,
    sourceBytes,
    bytes: { index, parquet: 0, chunks: 0, other: sourceBytes, total },
    ratio: sourceBytes === 0 ? null : total / sourceBytes,
  };
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
