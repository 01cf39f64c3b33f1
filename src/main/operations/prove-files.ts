import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { ArchiveError, describeFailure } from '#contract/archive-error.ts';
import type { JobFailure, JobResult } from '#contract/operations.ts';
import { sha256 } from '../store/durable/publisher.ts';
import { readStableFile } from '../store/files/read-stable-file.ts';
import { publishManifest } from '../store/tiered/commit-batch.ts';
import { layout } from '../store/tiered/layout.ts';
import type { ProofManifest } from '../store/tiered/manifest.ts';
import { openTieredWriter, type TieredWriter } from '../store/tiered/open-writer.ts';
import {
  type FilePlace,
  listFiles,
  type Proof,
  recordProof,
} from '../store/tiered/stored-index.ts';
import { openTieredReader } from '../store/tiered/tiered-reader.ts';
import type { Proved, ProveRequest } from './restore-messages.ts';
import { inStoredOrder, openRestorePool } from './restore-pool.ts';
import { writeViews } from './sql/write-views.ts';
import type { TaskContext } from './task-context.ts';

export interface ProveFilesRequest {
  /** A tiered archive. */
  root: string;
  threads?: number;
  /** A folder that still has the source files: those whose frame nothing makes again are kept whole from there. */
  keepFramesFrom?: string;
  /** So many files and no more, for an estimate. */
  atMost?: number;
}

export interface ProveFilesOutcome extends JobResult {
  failures: JobFailure[];
  /** Files by what is proved of them, over the whole archive. */
  proof: ProofCounts;
}

/** `file`: comes out byte for byte. `payloadOnly`: only its payload does. `payload`: not looked at yet. */
export interface ProofCounts {
  payload: number;
  file: number;
  payloadOnly: number;
}

/** A kill costs no more than so many proofs, of over a second each. */
const proofsPerManifest = 32;

/**
 * Compresses every payload again and compares the file's hash with that of the file that came in. What was
 * proved is kept as it goes: a second run goes on where the first one stopped. Throws `archive-locked`.
 */
export async function proveFiles(
  request: ProveFilesRequest,
  task: TaskContext,
): Promise<ProveFilesOutcome> {
  const startedAt = performance.now();
  const writer = await openTieredWriter(request.root, { create: false, now: Date.now() });
  try {
    const counts = await proveAll(writer, request, task);
    if (request.keepFramesFrom !== undefined) {
      await keepFrames(writer, request.keepFramesFrom, task);
    }
    if (counts.added > 0) await writeViews(request.root);
    return {
      ...counts,
      updated: 0,
      renamed: 0,
      removed: 0,
      failed: counts.failures.length,
      seconds: (performance.now() - startedAt) / 1000,
      written: null,
      download: null,
      proof: proofCounts(writer.index.db),
    };
  } finally {
    writer.close();
  }
}

export function proofCounts(db: Database): ProofCounts {
  const count = (proof: Proof) => listFiles(db, proof).length;
  return { payload: count('payload'), file: count('file'), payloadOnly: count('payload-only') };
}

async function proveAll(
  writer: TieredWriter,
  { threads = 0, atMost }: ProveFilesRequest,
  task: TaskContext,
) {
  const places = inStoredOrder(listFiles(writer.index.db, 'payload')).slice(0, atMost);
  const counts = {
    seen: places.length,
    added: 0,
    unchanged: 0,
    bytes: 0,
    failures: [] as JobFailure[],
  };
  const total = places.length;
  task.report({ done: 0, total, current: null });
  const pool = openRestorePool(writer.root, threads);
  let proofs: ProofManifest['proofs'] = [];
  const requests = places.map((place): ProveRequest => ({ kind: 'prove', place }));
  try {
    let done = 0;
    for await (const { request, answer } of pool.restore(requests, task)) {
      const { handle } = request.place;
      if (answer instanceof ArchiveError) fail(counts.failures, answer, handle, task);
      else {
        const { fileSha256, proved, frame, bytes } = answer as Proved;
        proofs.push({ fileSha256, proved, frame });
        counts.added++;
        counts.bytes += bytes;
      }
      task.report({ done: ++done, total, current: handle });
      if (proofs.length < proofsPerManifest) continue;
      await record(writer, { proofs, originals: [] });
      proofs = [];
      task.changed();
    }
  } finally {
    await pool.close();
    if (proofs.length > 0) await record(writer, { proofs, originals: [] });
  }
  return counts;
}

function fail(failures: JobFailure[], error: ArchiveError, file: string, task: TaskContext): void {
  const failure = { ...describeFailure(error), file };
  failures.push(failure);
  task.fail(failure);
}

async function record(
  { publisher, index, takeSeq }: TieredWriter,
  found: Pick<ProofManifest, 'proofs' | 'originals'>,
): Promise<void> {
  const manifest: ProofManifest = {
    kind: 'proof',
    format: 1,
    seq: takeSeq(),
    createdAt: Date.now(),
    writer: 'strata',
    aliases: [],
    ...found,
  };
  const { sha256: name, bytes } = await publishManifest(publisher, manifest);
  index.db.transaction(() => recordProof(index.db, name, bytes, manifest)).immediate();
}

/** The user's choice (archive.md §6): where no recipe makes a file again, the file itself is kept beside its parts. */
async function keepFrames(writer: TieredWriter, folder: string, task: TaskContext): Promise<void> {
  const reader = openTieredReader(writer.root, writer.index);
  try {
    for (const place of listFiles(writer.index.db, 'payload-only')) {
      await task.ready();
      const stored = await reader.file(place);
      const bytes = sourceBytes(join(folder, stored.path), stored.sha256, place, task);
      if (bytes === null) continue;
      await writer.publisher.put(layout.chunkFile('originals', stored.sha256), bytes);
      await writer.publisher.syncFolders();
      const frame = { kind: 'original' as const, chunk: stored.sha256 };
      await record(writer, {
        proofs: [{ fileSha256: stored.sha256, proved: 'file', frame }],
        originals: [{ sha256: stored.sha256, bytes: bytes.length }],
      });
    }
  } finally {
    await reader.close();
  }
}

function sourceBytes(
  path: string,
  expected: string,
  { handle }: FilePlace,
  task: TaskContext,
): Uint8Array | null {
  try {
    const { bytes } = readStableFile(path, handle);
    if (sha256(bytes) === expected) return bytes;
    throw new ArchiveError('hash-mismatch', `${handle} is not the file that came in any more`);
  } catch (error) {
    if (!(error instanceof ArchiveError)) throw error;
    task.fail({ ...describeFailure(error), file: handle });
    return null;
  }
}
