import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { ArchiveError } from '#contract/archive-error.ts';
import { isNotFound } from '../durable/disk.ts';
import { chunkKinds, datasetNames, layout } from './layout.ts';

const folders: readonly string[] = [
  layout.manifests,
  layout.tombstones,
  layout.temporary,
  layout.trash,
  layout.quarantine,
  'parquet',
  ...datasetNames.map(layout.dataset),
  'chunks',
  ...chunkKinds.flatMap((kind) => [layout.chunkFolder(kind), `${layout.chunkFolder(kind)}/packs`]),
];

/**
 * To be called before anything is written or removed: a folder of the archive that is a link would lead a writer
 * out of it, and somebody who gives the archive away chooses where to. Throws `file-special`.
 */
export async function requireOwnFolders(root: string): Promise<void> {
  for (const folder of folders) {
    const facts = await lstat(join(root, folder)).catch((error) => {
      if (isNotFound(error)) return null;
      throw error;
    });
    if (facts === null || facts.isDirectory()) continue;
    throw new ArchiveError('file-special', `${folder} of the archive is not a folder`, {
      file: folder,
      advice: 'Put a folder of that name in its place.',
    });
  }
}
