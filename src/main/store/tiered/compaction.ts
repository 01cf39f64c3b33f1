import { ArchiveError } from '#contract/archive-error.ts';
import type { BatchMember } from './batch-contents.ts';
import { type CodeTie, eachOnce, tiedTo } from './code-tie.ts';
import { publishManifest } from './commit-batch.ts';
import { layout } from './layout.ts';
import type { LiveBatch } from './live-set.ts';
import type { BatchManifest, StoredFile } from './manifest.ts';
import type { TieredWriter } from './open-writer.ts';
import { restoredMember } from './restored-member.ts';
import { type StagedBatch, stageBatch } from './stage-batch.ts';
import { factsOf } from './stored-file.ts';
import { recordBatch } from './stored-index.ts';
import type { TieredReader } from './tiered-reader.ts';

/** As large as a batch gets: see archive.md §3; the second keeps memory bounded. */
const maxBundles = 128;
const maxPayloadBytes = 96 * 1024 ** 2;

/**
 * Batches to be written together: small ones that follow each other, and such of which a part no longer
 * counts. A batch that is neither stays as it is.
 */
export function planCompaction(batches: readonly LiveBatch[]): LiveBatch[][] {
  const groups: LiveBatch[][] = [];
  let bundles = maxBundles;
  let bytes = 0;
  for (const batch of batches) {
    if (batch.live.size === 0 && batch.liveFiles.size === 0) continue;
    const size = livePayloadBytes(batch);
    if (!hasDead(batch) && (batch.live.size * 2 > maxBundles || size * 2 > maxPayloadBytes))
      continue;
    if (bundles + batch.live.size > maxBundles || bytes + size > maxPayloadBytes) {
      groups.push([]);
      bundles = 0;
      bytes = 0;
    }
    groups.at(-1)!.push(batch);
    bundles += batch.live.size;
    bytes += size;
  }
  return groups.filter((group) => group.length > 1 || hasDead(group[0]!));
}

/** Whether a part of it no longer counts: deleted, or stored again. */
export function hasDead({ manifest, live, liveFiles }: LiveBatch): boolean {
  return live.size < manifest.backtests.length || liveFiles.size < manifest.files.length;
}

function livePayloadBytes({ manifest, live }: LiveBatch): number {
  const sizes = manifest.backtests.map(({ id, payloadBytes }) => (live.has(id) ? payloadBytes : 0));
  return sizes.reduce((sum, size) => sum + size, 0);
}

/**
 * Writes what counts of some batches as one, proves it from the bytes written, and lets it take their place
 * in one transaction. The old files stay until garbage is collected. Gives the bytes written. The chunk of
 * `tie` has to be there.
 */
export async function compactBatches(
  writer: TieredWriter,
  reader: TieredReader,
  group: readonly LiveBatch[],
  now: number,
  tie: CodeTie | null = null,
): Promise<number> {
  const { publisher, index } = writer;
  const members = (await membersOf(reader, group)).map((one) => tiedTo(one, one.bundleId, tie));
  const staged = await stageBatch(publisher, members);
  const files = group.flatMap(({ manifest, liveFiles }) =>
    manifest.files.filter((_file, entry) => liveFiles.has(entry)),
  );
  const chunks = [
    ...ownChunks(group, files),
    ...(await keptFrames(writer, reader, staged, group, files)),
    ...(tie === null ? [] : [tie.ref]),
  ];
  for (const { staged: file, path } of staged.files) await publisher.publish(file, path);
  await publisher.syncFolders();
  const live = new Set(members.map(({ bundleId }) => bundleId));
  const manifest: BatchManifest = {
    kind: 'batch',
    format: 1,
    seq: writer.takeSeq(),
    createdAt: now,
    writer: 'strata',
    datasets: staged.datasets,
    skeletons: staged.skeletons,
    packs: staged.packs.map(({ kind, sha256, bytes }) => ({ kind, sha256, bytes })),
    chunks: eachOnce(chunks),
    backtests: staged.backtests,
    files,
    aliases: group.flatMap((batch) => batch.manifest.aliases.filter(({ of }) => live.has(of))),
  };
  const { sha256, bytes } = await publishManifest(publisher, manifest);
  index.db
    .transaction(() => recordBatch(index.db, sha256, bytes, manifest, staged.packs))
    .immediate();
  return staged.files.reduce((sum, { staged: file }) => sum + file.bytes, bytes);
}

async function membersOf(
  reader: TieredReader,
  group: readonly LiveBatch[],
): Promise<BatchMember[]> {
  const members: BatchMember[] = [];
  for (const { manifest, live } of group) {
    for (const id of live) {
      const file = manifest.files.find((one) => one.id === id) ?? nameless(id);
      const { stored, source } = await reader.backtest(id);
      members.push(await restoredMember(stored, source, factsOf(file)));
    }
  }
  return members;
}

/** Every batch names each backtest that it brings. */
function nameless(id: string): never {
  throw new ArchiveError('file-damaged', `no manifest names a file of backtest ${id}`);
}

/** Of the chunks with files of their own those that what counts refers to. */
function ownChunks(
  group: readonly LiveBatch[],
  files: readonly StoredFile[],
): BatchManifest['chunks'] {
  const used = new Set<string | null>(
    files.map(({ frame }) => ('chunk' in frame ? frame.chunk : null)),
  );
  for (const { manifest, live } of group) {
    for (const stored of manifest.backtests.filter(({ id }) => live.has(id))) {
      used.add(stored.code).add(stored.original);
      for (const { chunk } of stored.ohlcv) used.add(chunk);
      for (const { id } of stored.chunks) used.add(id);
    }
  }
  return group.flatMap(({ manifest }) => manifest.chunks.filter(({ sha256 }) => used.has(sha256)));
}

/** Files kept whole that no member of the new batch brings along get files of their own. */
async function keptFrames(
  { publisher }: TieredWriter,
  reader: TieredReader,
  staged: StagedBatch,
  group: readonly LiveBatch[],
  files: readonly StoredFile[],
): Promise<BatchManifest['chunks']> {
  const there = new Set([
    ...staged.backtests.map(({ original }) => original),
    ...group.flatMap(({ manifest }) => manifest.chunks.map(({ sha256 }) => sha256)),
  ]);
  const kept: BatchManifest['chunks'] = [];
  for (const { frame } of files) {
    if (frame.kind !== 'original' || there.has(frame.chunk)) continue;
    const bytes = await reader.chunk('originals', frame.chunk);
    await publisher.put(layout.chunkFile('originals', frame.chunk), bytes);
    kept.push({ kind: 'originals', sha256: frame.chunk, bytes: bytes.length });
    there.add(frame.chunk);
  }
  return kept;
}
