import { ArchiveError, describeFailure } from '#contract/archive-error.ts';
import type { ComparedAnswer, ComparedRun, CompareMember } from '#contract/compare.ts';
import { findBacktest, type StoredBacktest } from '../../store/index/find-backtest.ts';
import type { Archive } from '../archive.ts';

/** Figures and parameters of every run, or why they cannot be had. */
export async function compareRuns(
  get: (archive: string) => Promise<Archive>,
  members: readonly CompareMember[],
): Promise<ComparedAnswer[]> {
  const answers: ComparedAnswer[] = [];
  // Runs of one backtest mostly follow each other.
  let last = null as { key: string; archive: Archive; backtest: StoredBacktest } | null;
  for (const { archive: of, id, run } of members) {
    const key = JSON.stringify([of, id]);
    try {
      if (last?.key !== key) {
        const archive: Archive = await get(of);
        last = { key, archive, backtest: findBacktest(archive.index, id) };
      }
      answers.push({ run: runOf(last.archive, last.backtest, run), failure: null });
    } catch (error) {
      answers.push({ run: null, failure: describeFailure(error) });
    }
  }
  return answers;
}

function runOf(archive: Archive, backtest: StoredBacktest, run: number): ComparedRun {
  const { handle, values, parameters, runs } = backtest;
  const found = runs.find((one) => one.run === run);
  if (found === undefined) throw new ArchiveError('not-found', `${handle} has no run ${run}`);
  const algorithm = values.algorithm_id;
  return {
    archiveName: archive.name,
    handle,
    algorithm: typeof algorithm === 'string' ? algorithm : null,
    runs: runs.length,
    values: found.values,
    parameters,
  };
}
