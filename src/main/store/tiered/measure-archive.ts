import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { StoragePart, TierBytes } from '#contract/storage.ts';
import { isNotFound } from '../durable/disk.ts';
import { chunkKinds, datasetNames, layout } from './layout.ts';

/** Files of a tiered archive by what they are; kinds of which there is none are left out. */
export async function measureArchive(root: string): Promise<StoragePart[]> {
  const parts: StoragePart[] = [];
  const add = async (tier: StoragePart['tier'], name: string, paths: readonly string[]) => {
    const sum = { files: 0, bytes: 0 };
    for (const path of paths) await addUp(join(root, path), sum);
    if (sum.files > 0) parts.push({ tier, name, ...sum });
  };
  await add('index', layout.indexFile, withLogs(layout.indexFile));
  await add('index', layout.userFile, withLogs(layout.userFile));
  for (const name of datasetNames) await add('parquet', name, [layout.dataset(name)]);
  for (const kind of chunkKinds) await add('chunks', kind, [layout.chunkFolder(kind)]);
  await add('other', 'manifests', [layout.manifests]);
  await add('other', 'tombstones', [layout.tombstones]);
  await add('other', 'trash', [layout.trash]);
  await add('other', 'quarantine', [layout.quarantine]);
  await add('other', 'archive.json and views.sql', [layout.archiveFile, layout.viewsFile]);
  await add('other', 'ballast', [layout.ballast]);
  return parts;
}

export function tierBytesOf(parts: readonly StoragePart[]): TierBytes {
  const sum: TierBytes = { index: 0, parquet: 0, chunks: 0, other: 0, total: 0 };
  for (const { tier, bytes } of parts) {
    sum[tier] += bytes;
    sum.total += bytes;
  }
  return sum;
}

function withLogs(file: string): string[] {
  return ['', '-wal', '-shm'].map((suffix) => file + suffix);
}

/** A file that goes while it is counted is not counted. */
async function addUp(path: string, sum: { files: number; bytes: number }): Promise<void> {
  const facts = await stat(path).catch(missingAsNull);
  if (facts === null) return;
  if (!facts.isDirectory()) {
    sum.files++;
    sum.bytes += facts.size;
    return;
  }
  const names = (await readdir(path).catch(missingAsNull)) ?? [];
  for (const name of names) await addUp(join(path, name), sum);
}

function missingAsNull(error: unknown): null {
  if (isNotFound(error)) return null;
  throw error;
}
