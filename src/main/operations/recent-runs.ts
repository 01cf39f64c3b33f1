import type { RunRef } from '#contract/run-page.ts';
import { findBacktest } from '../store/index/find-backtest.ts';
import type { Archive } from './archive.ts';
import { type OpenRun, openRun } from './open-run.ts';

/** Runs looked at lately stay at hand: a table is scrolled, sorted and filtered by many questions. */
export interface RecentRuns {
  get(archive: Archive, ref: Pick<RunRef, 'id' | 'run'>): OpenRun;
}

/** A run with its tables in memory takes some megabytes. */
const keptRuns = 6;

export function createRecentRuns(): RecentRuns {
  const kept = new Map<string, OpenRun>();
  return {
    get(archive, { id, run }) {
      const found = findBacktest(archive.index, id);
      // A file that was read anew is another content under the same name.
      const key = JSON.stringify([archive.id, found.id, found.handle, found.modifiedAt, run]);
      const opened = kept.get(key) ?? openRun(archive, { id: found.handle, run });
      kept.delete(key);
      kept.set(key, opened);
      const [oldest] = kept.keys();
      // Not closed: somebody may still be reading it. Its tables lie in memory and go with it.
      if (kept.size > keptRuns && oldest !== undefined) kept.delete(oldest);
      return opened;
    },
  };
}
