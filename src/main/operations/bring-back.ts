import { join } from 'node:path';
import { ArchiveError } from '#contract/archive-error.ts';
import { sizeOfFile } from '../store/durable/disk.ts';
import { layout } from '../store/tiered/layout.ts';
import type { BatchManifest } from '../store/tiered/manifest.ts';
import type { TieredWriter } from '../store/tiered/open-writer.ts';
import { filesOf } from '../store/tiered/own-files.ts';
import type { NamedManifest } from '../store/tiered/read-manifests.ts';
import { restoreFromTrash, trashedManifests } from '../store/tiered/trash.ts';

/** Whether a user means a backtest by a name: one of its handles, or six digits of its id at least. */
export function isNamed(name: string, id: string, manifest: BatchManifest): boolean {
  if (/^[0-9a-f]{6,64}$/i.test(name) && id.startsWith(name.toLowerCase())) return true;
  const handle = name.replace(/\.(?:iafbt|obtf)$/i, '');
  return manifest.files.some((file) => file.id === id && file.handle === handle);
}

/**
 * Brings the newest batch with a backtest of that name back from the trash, whose files come before its manifest.
 * Of an older one a part may be gone for good: that one is passed over. Throws `file-missing` where no batch of
 * the trash is whole any more; a trash that knows no such name is left as it is.
 */
export async function bringBackFromTrash(writer: TieredWriter, name: string): Promise<void> {
  let failure: unknown = null;
  for (const { sha256, manifest } of await trashedBatchesOf(writer.root, name)) {
    try {
      await bringBackFiles(writer, manifest);
    } catch (error) {
      if (!(error instanceof ArchiveError) || error.code !== 'file-missing') throw error;
      failure ??= error;
      continue;
    }
    const file = { path: layout.manifestFile(sha256), sha256 };
    await restoreFromTrash(writer.root, writer.publisher, file);
    await writer.publisher.syncFolders();
    return;
  }
  if (failure !== null) throw failure;
}

/** Files of a batch that are not in their places, from the trash. Throws `file-missing`. */
export async function bringBackFiles(
  { root, publisher }: TieredWriter,
  manifest: BatchManifest,
): Promise<void> {
  for (const file of filesOf(manifest)) {
    if ((await sizeOfFile(join(root, file.path))) === file.bytes) continue;
    if (await restoreFromTrash(root, publisher, file)) continue;
    throw new ArchiveError('file-missing', `its data is gone: ${file.path}`, {
      file: file.path,
      advice: 'Import the bundle again.',
    });
  }
  await publisher.syncFolders();
}

type NamedBatch = NamedManifest & { manifest: BatchManifest };

async function trashedBatchesOf(root: string, name: string): Promise<NamedBatch[]> {
  const isBatch = (one: NamedManifest): one is NamedBatch => one.manifest.kind === 'batch';
  return (await trashedManifests(root))
    .filter(isBatch)
    .filter(({ manifest }) => manifest.backtests.some(({ id }) => isNamed(name, id, manifest)))
    .sort((a, b) => b.manifest.seq - a.manifest.seq);
}
