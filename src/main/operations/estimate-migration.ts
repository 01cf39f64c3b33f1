import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { archiveBytes } from '../store/tiered/archive-bytes.ts';
import { findImportFiles, type ImportFile } from './find-import-files.ts';
import { importIntoTiered } from './import-into-tiered.ts';
import { requireMigratable } from './migrate-store.ts';
import { proveFiles } from './prove-files.ts';
import type { TaskContext } from './task-context.ts';

/** What a migration would come to, from bundles that were really taken apart and proved. */
export interface MigrationEstimate {
  bundles: number;
  /** Bytes of the bundles. */
  sourceBytes: number;
  /** Bundles of the sample, and bytes of them before and after. */
  sampled: number;
  sampledBytes: number;
  sampledArchiveBytes: number;
  /** Of the sample, files that come out byte for byte; those not tried are not counted. */
  sampledProved: { tried: number; file: number };
  /** For all of the source: the sample's share. Null where nothing could be read. */
  archiveBytes: number | null;
  ratio: number | null;
  /** Seconds for all of it with payload proof, and more for the file proof. */
  seconds: number | null;
  proofSeconds: number | null;
  /** Files that could not be read or were passed over. */
  failed: number;
  skipped: number;
}

/** Neighbours are alike and are stored together, so the sample is some stretches of neighbours. */
const stretches = 4;
const stretchLength = 12;
/** Files of the sample that are compressed again, at over a second each. */
const proofs = 4;

/** Takes a sample of the source into an archive in the system's temporary folder, which goes again. */
export async function estimateMigration(
  { source, threads = 0 }: { source: string; threads?: number },
  task: TaskContext,
): Promise<MigrationEstimate> {
  await requireMigratable(source);
  const found = await findImportFiles([source], task.signal);
  const sample = sampleOf(found.files);
  const sourceBytes = sum(found.files);
  const none = {
    bundles: found.files.length,
    sourceBytes,
    sampled: 0,
    sampledBytes: 0,
    sampledArchiveBytes: 0,
    sampledProved: { tried: 0, file: 0 },
    archiveBytes: null,
    ratio: null,
    seconds: null,
    proofSeconds: null,
    failed: found.failures.length,
    skipped: found.skipped.length,
  };
  if (sample.length === 0) return none;
  const root = await mkdtemp(join(tmpdir(), 'strata-estimate-'));
  try {
    const taken = await importIntoTiered(
      {
        root,
        sources: sample.map(({ realPath }) => realPath),
        threads,
        keepNames: true,
      },
      task,
    );
    if (taken.added === 0) return { ...none, failed: none.failed + taken.failed };
    const proved = await proveFiles({ root, threads, atMost: proofs }, task);
    // Price files go over as they are, once each: they are no part of the share.
    const { archive, prices } = await archiveBytes(root);
    const stored = archive - prices;
    const ratio = stored / taken.sourceBytes;
    const scale = sourceBytes / taken.sourceBytes;
    const perProof = proved.added === 0 ? null : proved.seconds / proved.added;
    return {
      ...none,
      sampled: taken.added,
      sampledBytes: taken.sourceBytes,
      sampledArchiveBytes: stored,
      sampledProved: { tried: proved.added, file: proved.proof.file },
      archiveBytes: Math.round(ratio * sourceBytes),
      ratio,
      seconds: taken.seconds * scale,
      proofSeconds:
        perProof === null ? null : perProof * found.files.length * idleShare(proved.added, threads),
      failed: none.failed + taken.failed,
    };
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

/** With fewer proofs than threads, some threads had nothing to do: a long run is quicker for each. */
function idleShare(done: number, threads: number): number {
  const busy = Math.min(8, threads || availableParallelism());
  return done >= busy ? 1 : done / busy;
}

function sampleOf(files: readonly ImportFile[]): ImportFile[] {
  if (files.length <= stretches * stretchLength) return [...files];
  const step = (files.length - stretchLength) / (stretches - 1);
  return Array.from({ length: stretches }, (_, stretch) => Math.round(stretch * step)).flatMap(
    (from) => files.slice(from, from + stretchLength),
  );
}

function sum(files: readonly ImportFile[]): number {
  return files.reduce((total, { size }) => total + size, 0);
}
