import type { SignificanceTest } from '#contract/run-page.ts';
import { readSignificanceTests } from '../formats/run/read-significance-tests.ts';
import { findBacktest, type StoredBacktest } from '../store/index/find-backtest.ts';
import type { Archive } from './archive.ts';
import { readDocumentOf } from './open-run.ts';

/** The permutation and Monte Carlo tests of a backtest, from its document: no dataset holds them. */
export async function significanceTests(
  archive: Archive,
  name: string,
): Promise<SignificanceTest[]> {
  const found = findBacktest(archive.index, name);
  if (hasNone(found)) return [];
  return readSignificanceTests(await readDocumentOf(archive, found));
}

/**
 * The index has counted them: whoever goes from run to run does not wait for a document to be put together and
 * searched for nothing. From v3 on tests can stand at an engine without runs, which has no row.
 */
function hasNone({ values, studies }: StoredBacktest): boolean {
  const isCounted = typeof values.format_version === 'number' && values.format_version <= 2;
  return (
    isCounted && studies.length > 0 && studies.every((row) => row.values.number_of_tests === 0)
  );
}
