import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { ArchiveError, describeFailure } from '#contract/archive-error.ts';
import type { BacktestDetail } from '#contract/operations.ts';
import { findBacktest } from '../store/index/find-backtest.ts';
import { findFile } from '../store/tiered/stored-index.ts';
import type { Archive } from './archive.ts';
import { storedFacts } from './stored-facts.ts';

/**
 * One backtest by id (whole, or a beginning that only one has) or handle.
 * Throws `not-found`, or `bad-request` where a beginning is not enough.
 */
export async function showBacktest(archive: Archive, name: string): Promise<BacktestDetail> {
  const found = findBacktest(archive.index, name);
  const { no, id, handle, values, parameters, marks, studies, runs, size, modifiedAt } = found;
  const label = join(archive.folder, found.folder, found.fileName);
  const isPresent = await holdsFile(archive, handle, label);
  const file = { name: found.fileName, label, size, modifiedAt, isPresent };
  return {
    no,
    id,
    handle,
    file,
    values,
    parameters,
    marks,
    studies,
    runs,
    ...(await storedOrWhyNot(archive, handle)),
  };
}

/** Damage in the archive hides where things lie, and nothing that the index knows. */
async function storedOrWhyNot(
  archive: Archive,
  handle: string,
): Promise<Pick<BacktestDetail, 'stored' | 'storedFailure'>> {
  try {
    return { stored: await storedFacts(archive, handle), storedFailure: null };
  } catch (error) {
    if (!(error instanceof ArchiveError)) throw error;
    return { stored: null, storedFailure: describeFailure(error) };
  }
}

/** Of a tiered archive no file of that name lies anywhere: its parts do. */
async function holdsFile(archive: Archive, handle: string, path: string): Promise<boolean> {
  if (archive.tiers !== null) return findFile(archive.index.db, handle) !== null;
  return access(path).then(
    () => true,
    () => false,
  );
}
