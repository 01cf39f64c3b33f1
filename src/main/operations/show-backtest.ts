import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { BacktestDetail } from '#contract/operations.ts';
import { findBacktest } from '../store/index/find-backtest.ts';
import type { Archive } from './archive.ts';

/**
 * One backtest by id (whole, or a beginning that only one has) or handle.
 * Throws `not-found`, or `bad-request` where a beginning is not enough.
 */
export async function showBacktest(archive: Archive, name: string): Promise<BacktestDetail> {
  const found = findBacktest(archive.index, name);
  const { no, id, handle, values, parameters, runs, size, modifiedAt } = found;
  const label = join(archive.folder, found.folder, found.fileName);
  const isPresent = await access(label).then(
    () => true,
    () => false,
  );
  const file = { name: found.fileName, label, size, modifiedAt, isPresent };
  return { no, id, handle, file, values, parameters, runs };
}
