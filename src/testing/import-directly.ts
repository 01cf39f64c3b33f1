import { basename, dirname } from 'node:path';
import { writeViews } from '../main/operations/sql/write-views.ts';
import type { Disk } from '../main/store/durable/disk.ts';
import { buildBatch } from '../main/store/tiered/build-batch.ts';
import { commitBatch } from '../main/store/tiered/commit-batch.ts';
import { openTieredWriter } from '../main/store/tiered/open-writer.ts';
import { knownIds } from '../main/store/tiered/stored-index.ts';

/** Takes bundle files into an archive as one batch, on this thread: what an import does in its threads. */
export async function importDirectly(
  root: string,
  paths: readonly string[],
  { now = Date.now(), disk }: { now?: number; disk?: Disk } = {},
): Promise<void> {
  const writer = await openTieredWriter(root, { create: true, now, ...(disk ? { disk } : {}) });
  try {
    const files = paths.map((path) => ({
      path: basename(path),
      handle: basename(path).replace(/\.[a-z]+$/, ''),
      realPath: path,
      top: dirname(path),
    }));
    const known = knownIds(writer.index.db);
    const claim = async (ids: readonly string[]) => new Set(ids.filter((id) => !known.has(id)));
    const built = await buildBatch(writer.publisher, files, { code: null, claim });
    const isNew = (id: string) => !known.has(id);
    const batch = { ...built, stored: built.stored.filter(({ id }) => isNew(id)) };
    if (batch.stored.length > 0)
      await commitBatch(batch, { ...writer, seq: writer.takeSeq(), now, writer: 'strata' });
  } finally {
    writer.close();
  }
  await writeViews(root);
}
