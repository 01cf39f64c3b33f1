import { ArchiveError, describeFailure } from '#contract/archive-error.ts';
import { publishManifest } from '../store/tiered/commit-batch.ts';
import type { ProofManifest } from '../store/tiered/manifest.ts';
import { openTieredWriter } from '../store/tiered/open-writer.ts';
import { knownIds, recordProof } from '../store/tiered/stored-index.ts';
import { writeViews } from './sql/write-views.ts';
import type { TaskContext } from './task-context.ts';

/**
 * Notes under which other ids backtests of the archive left it (archive.md §2), so that importing them
 * again is a no-op. Where the archive cannot be written the export stands all the same, and it is said.
 */
export async function recordAliases(
  root: string,
  aliases: ProofManifest['aliases'],
  task: TaskContext,
): Promise<void> {
  try {
    const writer = await openTieredWriter(root, { create: false, now: Date.now() });
    try {
      const known = knownIds(writer.index.db);
      const fresh = aliases.filter(({ id }) => !known.has(id));
      if (fresh.length === 0) return;
      const manifest: ProofManifest = {
        kind: 'proof',
        format: 1,
        seq: writer.takeSeq(),
        createdAt: Date.now(),
        writer: 'strata',
        proofs: [],
        originals: [],
        aliases: fresh,
      };
      const { sha256, bytes } = await publishManifest(writer.publisher, manifest);
      const { db } = writer.index;
      db.transaction(() => recordProof(db, sha256, bytes, manifest)).immediate();
      await writeViews(root);
    } finally {
      writer.close();
    }
  } catch (error) {
    if (!(error instanceof ArchiveError)) throw error;
    const { code, message } = describeFailure(error);
    const advice = 'Importing these files here again would add them a second time.';
    task.fail({
      code,
      message: `the ids of the new files were not noted: ${message}`,
      advice,
      file: 'archive',
    });
  }
}
