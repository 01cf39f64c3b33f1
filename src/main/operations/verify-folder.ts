import { existsSync } from 'node:fs';
import { lstat, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ArchiveError, describeFailure } from '#contract/archive-error.ts';
import type { JobFailure } from '#contract/operations.ts';
import { readDocument } from '../formats/bundle/read-document.ts';
import { asFileFailure } from '../store/files/file-failure.ts';
import { readStableFile } from '../store/files/read-stable-file.ts';
import { checkIndexFile } from '../store/index/check-index.ts';
import { readFailures, readKnownFiles } from '../store/index/known-files.ts';
import { openIndexReader } from '../store/index/open-index.ts';
import { compareIndexes } from '../store/tiered/compare-indexes.ts';
import { checkPrices, findPrices } from './folder-prices.ts';
import { indexFolder } from './index-folder.ts';
import { openArchive } from './open-archive.ts';
import { createTask, type TaskContext } from './task-context.ts';
import type { VerifyOutcome, VerifyRequest } from './verify-request.ts';

/**
 * A folder of bundles has no hashes of its own: its index is what it is compared with. Quick: every file
 * is there as it was indexed. Full: every bundle is read to its last value, and the index made anew says
 * the same, and every price file holds what its name says. References to prices that are not there are named
 * whatever the depth. A sample takes so many percent of the bundles, in the order of their names.
 */
export async function verifyFolder(
  { root, depth, threads = 0 }: VerifyRequest,
  task: TaskContext,
): Promise<VerifyOutcome> {
  const archive = await openArchive(root);
  const { folder, indexFile } = archive;
  const outcome: VerifyOutcome = { checked: 1, damaged: [], missing: [] };
  const fail = (failure: JobFailure) => {
    if (outcome.damaged.some(({ file }) => file === failure.file)) return;
    outcome.damaged.push(failure);
    task.fail(failure);
  };
  try {
    const fault = checkIndexFile(indexFile, depth.kind === 'full');
    if (fault !== null) fail(indexFailure(fault));
    for (const failure of readFailures(archive.index, { offset: 0, limit: -1 }).failures)
      fail(failure);
    const files = readKnownFiles(archive.index).filter(({ bundleId }) => bundleId !== null);
    const share = depth.kind === 'sample' ? depth.percent / 100 : depth.kind === 'full' ? 1 : 0;
    const readFully = Math.ceil(files.length * share);
    for (const [done, file] of files.entries()) {
      await task.ready();
      task.report({ done, total: files.length, current: file.path });
      try {
        await requireIndexed(folder, file);
        if (done < readFully) {
          readDocument(readStableFile(join(folder, file.path), file.path).bytes);
        }
      } catch (error) {
        const failure = asFileFailure(error, file.path);
        if (!(failure instanceof ArchiveError)) throw failure;
        fail({ ...describeFailure(failure), file: file.path });
      }
      outcome.checked++;
    }
    const prices = await findPrices(folder, archive.index);
    const wrong = depth.kind === 'full' ? await checkPrices(folder, prices) : [];
    for (const failure of [...prices.failures, ...wrong]) fail(failure);
    outcome.checked += prices.referenced;
    if (depth.kind === 'full' && outcome.damaged.length === 0 && existsSync(indexFile)) {
      for (const { table, key } of await compareAnew(folder, indexFile, threads)) {
        fail(
          key === ''
            ? indexFailure(`it says otherwise than the bundles in ${table}`)
            : { ...indexFailure(`it says otherwise than the bundle in ${table}`), file: key },
        );
      }
    }
    return outcome;
  } finally {
    archive.close();
  }
}

async function requireIndexed(
  folder: string,
  { path, size, mtimeNs }: { path: string; size: number; mtimeNs: bigint },
): Promise<void> {
  const facts = await lstat(join(folder, path), { bigint: true });
  if (Number(facts.size) === size && facts.mtimeNs === mtimeNs) return;
  throw new ArchiveError('file-changed', `${path} has changed since it was indexed`, {
    advice: 'Where that was meant, index the folder again: strata index.',
  });
}

async function compareAnew(folder: string, indexFile: string, threads: number) {
  const temporary = await mkdtemp(join(tmpdir(), 'strata-verify-'));
  try {
    const made = join(temporary, 'index.sqlite');
    await indexFolder({ folder, indexFile: made, threads }, createTask().task);
    const [actual, expected] = [openIndexReader(indexFile), openIndexReader(made)];
    try {
      return compareIndexes(actual.db, expected.db);
    } finally {
      actual.close();
      expected.close();
    }
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

function indexFailure(what: string): JobFailure {
  const advice = 'Make it again from the bundles: strata index --rebuild.';
  const error = new ArchiveError('index-damaged', `index.sqlite: ${what}`, { advice });
  return { ...describeFailure(error), file: 'index.sqlite' };
}
