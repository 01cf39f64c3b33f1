import { ArchiveError, describeFailure } from '#contract/archive-error.ts';
import type { JobFailure } from '#contract/operations.ts';
import type { StoredBacktest, StoredFile } from './manifest.ts';

/**
 * Price files that bundles name and that were not there, or were no such file, when the bundles came in. No damage:
 * the archive gives back what it got, and the framework opens a bundle without them.
 */
export function missingPrices(
  backtests: readonly Pick<StoredBacktest, 'id' | 'ohlcv'>[],
  files: readonly Pick<StoredFile, 'id' | 'path'>[],
): JobFailure[] {
  const paths = new Map(files.map(({ id, path }) => [id, path]));
  return backtests.flatMap(({ id, ohlcv }) => {
    const path = paths.get(id);
    if (path === undefined) return [];
    return ohlcv
      .filter(({ chunk }) => chunk === null)
      .map(({ key, file }) => missingPrice(path, key, file));
  });
}

/** Said of the bundle at `path`: its prices `key` are to lie in `file`. */
export function missingPrice(path: string, key: string, file: string): JobFailure {
  const error = new ArchiveError('file-missing', `its prices ${key} are missing: ${file}`, {
    advice: 'The backtest itself is whole; its prices cannot be drawn or exported.',
  });
  return { ...describeFailure(error), file: path };
}
