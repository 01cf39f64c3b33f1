import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isNotFound, namesIn } from '../durable/disk.ts';
import { readOrdinary } from '../durable/ordinary-file.ts';
import { type Publisher, sha256 } from '../durable/publisher.ts';
import { layout, ownNames } from './layout.ts';
import type { OwnFile } from './own-files.ts';
import { type NamedManifest, readManifest } from './read-manifests.ts';
import { decompressManifest } from './tiered-reader.ts';

/** Folders of the trash, the newest first; each keeps the paths that its files had in the archive. */
export async function trashMarks(root: string): Promise<string[]> {
  const entries = await readdir(join(root, layout.trash), { withFileTypes: true }).catch(
    (error) => {
      if (isNotFound(error)) return [];
      throw error;
    },
  );
  // A link is no folder of ours: what it leads to is not emptied.
  const marks = entries.filter((one) => one.isDirectory() && markName.test(one.name));
  return marks
    .map(({ name }) => name)
    .sort()
    .reverse();
}

/** Epoch ms, 15 digits: in order of time. */
const markName = /^\d{15}$/;

export function markNameOf(now: number): string {
  return String(Math.floor(now)).padStart(15, '0');
}

/** Puts a file of ours back from the trash under its own name, where its bytes are still what they were. */
export async function restoreFromTrash(
  root: string,
  publisher: Publisher,
  { path, sha256: expected }: OwnFile,
): Promise<boolean> {
  for (const mark of await trashMarks(root)) {
    const bytes = await readOrdinary(join(root, layout.trash, mark, path), path).catch(() => null);
    if (bytes === null || sha256(bytes) !== expected) continue;
    await publisher.put(path, bytes);
    return true;
  }
  return false;
}

/** Manifests that lie in the trash and can still be read. */
export async function trashedManifests(root: string): Promise<NamedManifest[]> {
  const found: NamedManifest[] = [];
  for (const mark of await trashMarks(root)) {
    const folder = join(root, layout.trash, mark);
    for (const name of await namesIn(join(folder, layout.manifests))) {
      if (!ownNames.manifest.test(name)) continue;
      const read = await readManifest(folder, name.slice(0, 64), decompressManifest).catch(
        () => null,
      );
      if (read !== null) found.push(read);
    }
  }
  return found;
}
