import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { layout } from './layout.ts';

/** Bytes of a tiered archive on the disk, by what they are for. */
export interface ArchiveBytes {
  parquet: number;
  chunks: number;
  /** Manifests, deletions, `archive.json` and the views. */
  other: number;
  /** The sum of the three: all that cannot be made again. */
  archive: number;
  /** `index.sqlite`, which is derived. */
  index: number;
}

/** What users added and what only serves writing (trash, temporary files, lock, ballast) is not counted. */
export async function archiveBytes(root: string): Promise<ArchiveBytes> {
  const parquet = await bytesBelow(join(root, 'parquet'));
  const chunks = await bytesBelow(join(root, 'chunks'));
  const names = [layout.manifests, layout.tombstones, layout.archiveFile, layout.viewsFile];
  const other = await sumOf(names.map((name) => bytesBelow(join(root, name))));
  const index = await sumOf(
    ['', '-wal', '-shm'].map((suffix) => bytesBelow(join(root, layout.indexFile + suffix))),
  );
  return { parquet, chunks, other, archive: parquet + chunks + other, index };
}

/** Bytes of the price files: of a source they are beside its bundles, not in them. */
export async function priceBytes(root: string): Promise<number> {
  return bytesBelow(join(root, layout.chunkFolder('ohlcv')));
}

/** Of a file, or of all files below a folder; 0 where there is none. */
async function bytesBelow(path: string): Promise<number> {
  const facts = await stat(path).catch(() => null);
  if (facts === null) return 0;
  if (!facts.isDirectory()) return facts.size;
  const names = await readdir(path);
  return sumOf(names.map((name) => bytesBelow(join(path, name))));
}

async function sumOf(sizes: readonly Promise<number>[]): Promise<number> {
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
