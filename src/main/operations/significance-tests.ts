import type { SignificanceTest } from '#contract/run-page.ts';
import { readSignificanceTests } from '../formats/run/read-significance-tests.ts';
import { findBacktest } from '../store/index/find-backtest.ts';
import type { Archive } from './archive.ts';
import { readDocumentOf } from './open-run.ts';

/** The permutation and Monte Carlo tests of a backtest, from its document: no dataset holds them. */
export async function significanceTests(
  archive: Archive,
  name: string,
): Promise<SignificanceTest[]> {
  const found = findBacktest(archive.index, name);
  return readSignificanceTests(await readDocumentOf(archive, found));
}
