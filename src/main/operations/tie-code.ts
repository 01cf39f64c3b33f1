import { readTruth } from '../store/tiered/catch-up.ts';
import { type CodeTie, eachOnce, tiedTo } from '../store/tiered/code-tie.ts';
import { publishManifest } from '../store/tiered/commit-batch.ts';
import { compactBatches, hasDead } from '../store/tiered/compaction.ts';
import type { LiveBatch } from '../store/tiered/live-set.ts';
import type { BatchManifest } from '../store/tiered/manifest.ts';
import type { TieredWriter } from '../store/tiered/open-writer.ts';
import { recordBatch } from '../store/tiered/stored-index.ts';
import { openTieredReader } from '../store/tiered/tiered-reader.ts';
import { type CodeChunk, codeRef, putCode } from './code-chunk.ts';
import type { TaskContext } from './task-context.ts';

/** Backtests that lay in the archive before. */
export interface TiedCode {
  /** They had no source code, and have this one now. */
  tied: number;
  /** They came with other source code and keep it. */
  keepOther: number;
}

/**
 * Ties source code to backtests that are in the archive already and have none. A batch whose every backtest counts
 * gets a manifest that names the same files again; of one that counts in part the rest is written anew, as when
 * it is compacted. What was tied before stays; killed or cancelled, it goes on where it was.
 */
export async function tieCode(
  writer: TieredWriter,
  code: CodeChunk,
  ids: ReadonlySet<string>,
  task: TaskContext,
): Promise<TiedCode> {
  const outcome: TiedCode = { tied: 0, keepOther: 0 };
  const { live } = await readTruth(writer.root);
  const reader = openTieredReader(writer.root, writer.index);
  const ref = codeRef(code);
  try {
    for (const batch of live.batches) {
      const meant = batch.manifest.backtests.filter(({ id }) => ids.has(id) && batch.live.has(id));
      outcome.keepOther += meant.filter((one) => one.code !== null && one.code !== code.id).length;
      const bare = new Set(meant.filter((one) => one.code === null).map(({ id }) => id));
      if (bare.size === 0) continue;
      await task.ready();
      if (outcome.tied === 0) await putCode(writer.publisher, code);
      const tie: CodeTie = { ref, ids: bare };
      if (hasDead(batch)) await compactBatches(writer, reader, [batch], Date.now(), tie);
      else await nameAgain(writer, batch, tie);
      outcome.tied += bare.size;
    }
  } finally {
    await reader.close();
  }
  return outcome;
}

/** The same files under a later number: for the same backtest the highest counts. */
async function nameAgain(writer: TieredWriter, batch: LiveBatch, tie: CodeTie): Promise<void> {
  const { publisher, index } = writer;
  const manifest: BatchManifest = {
    ...batch.manifest,
    seq: writer.takeSeq(),
    createdAt: Date.now(),
    writer: 'strata',
    backtests: batch.manifest.backtests.map((one) => tiedTo(one, one.id, tie)),
    chunks: eachOnce([...batch.manifest.chunks, tie.ref]),
  };
  const { sha256, bytes } = await publishManifest(publisher, manifest);
  index.db.transaction(() => recordBatch(index.db, sha256, bytes, manifest, [])).immediate();
}
