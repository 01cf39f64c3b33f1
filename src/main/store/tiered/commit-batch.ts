import { writingZstd } from '../../formats/zstd/zstd.ts';
import type { Publisher } from '../durable/publisher.ts';
import type { IndexWriter } from '../index/open-index.ts';
import { type IndexChange, type IndexState, writeChanges } from '../index/write-rows.ts';
import type { BuiltBatch } from './build-batch.ts';
import { layout } from './layout.ts';
import { type BatchManifest, encodeManifest, type Manifest } from './manifest.ts';
import { factsOf } from './stored-file.ts';
import { recordBatch } from './stored-index.ts';

export interface CommitContext {
  publisher: Publisher;
  index: IndexWriter;
  /** The next free sequence number of the archive. */
  seq: number;
  now: number;
  writer: string;
}

const manifestLevel = 9;

/**
 * Makes a staged batch part of the archive (reliability.md §3.6): its files get their names, the folders are
 * synced, then the manifest the same way, then the index in one transaction.
 */
export async function commitBatch(batch: BuiltBatch, context: CommitContext): Promise<IndexState> {
  const { publisher, index } = context;
  for (const { staged, path } of batch.files) await publisher.publish(staged, path);
  await publisher.syncFolders();
  const manifest = manifestOf(batch, context);
  const { sha256, bytes } = await publishManifest(publisher, manifest);
  return index.db
    .transaction(() => {
      recordBatch(index.db, sha256, bytes, manifest, batch.packs);
      return writeChanges(index, indexChanges(batch));
    })
    .immediate();
}

export async function publishManifest(
  publisher: Publisher,
  manifest: Manifest,
): Promise<{ sha256: string; bytes: number }> {
  const packed = writingZstd().compress(encodeManifest(manifest), manifestLevel);
  const staged = await publisher.stage(packed);
  await publisher.publish(staged, layout.manifestFile(staged.sha256));
  await publisher.syncFolders();
  return { sha256: staged.sha256, bytes: packed.length };
}

function manifestOf(batch: BuiltBatch, { seq, now, writer }: CommitContext): BatchManifest {
  return {
    kind: 'batch',
    format: 1,
    seq,
    createdAt: now,
    writer,
    datasets: batch.datasets,
    skeletons: batch.skeletons,
    packs: batch.packs.map(({ kind, sha256, bytes }) => ({ kind, sha256, bytes })),
    chunks: batch.ownChunks,
    backtests: batch.backtests,
    files: batch.stored,
    aliases: [],
  };
}

function indexChanges(batch: BuiltBatch): IndexChange[] {
  return batch.stored.map((file) => ({
    kind: 'bundle',
    facts: factsOf(file),
    record: batch.records.get(file.id)!,
  }));
}
