import type { MarkOutcome } from '#contract/marks.ts';
import type { Engine } from '#contract/operations.ts';
import type { ChangedMarks } from '../store/marks/change-marks.ts';
import type { Archive } from './archive.ts';
import type { EngineParts } from './engine-host.ts';
import { markBacktests, marksFacts, unmarkBacktests } from './mark-backtests.ts';
import { createMarkLog } from './mark-log.ts';
import { deleteArchiveView, listArchiveViews, saveArchiveView } from './saved-views.ts';

type MarkOperations = Pick<
  Engine,
  'markBacktests' | 'undoMarks' | 'marksFacts' | 'listViews' | 'saveView' | 'deleteView'
>;

/** What the user adds to an archive. */
export function markOperations({ archives, jobs }: EngineParts): MarkOperations {
  const log = createMarkLog();

  function told(archive: Archive, { backtests, patches }: ChangedMarks): MarkOutcome {
    if (patches.length > 0) jobs.announce(archive);
    return { backtests, changed: patches.length, change: log.keep(archive.id, patches) };
  }

  return {
    async markBacktests({ archive: id, ...request }) {
      const archive = await archives.get(id);
      return told(archive, markBacktests(archive, request));
    },
    async undoMarks({ archive: id, change }) {
      const archive = await archives.get(id);
      const outcome = told(archive, unmarkBacktests(archive, log.find(id, change)));
      log.forget(change);
      return outcome;
    },
    marksFacts: async ({ archive }) => marksFacts(await archives.get(archive)),
    listViews: async ({ archive }) => listArchiveViews(await archives.get(archive)),
    async saveView({ archive, view, replaces }) {
      return saveArchiveView(await archives.get(archive), view, replaces);
    },
    async deleteView({ archive, name }) {
      deleteArchiveView(await archives.get(archive), name);
      return {};
    },
  };
}
