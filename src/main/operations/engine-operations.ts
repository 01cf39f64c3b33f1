import { availableParallelism } from 'node:os';
import type { Engine, RowQuery } from '#contract/operations.ts';
import type { AppState } from '../store/app-state/open-state.ts';
import { readViewState, writeViewState } from '../store/app-state/view-state.ts';
import { archiveStats } from './archive-stats.ts';
import { createFolder, findPlace, listFolder } from './browse-places.ts';
import { columnHistogram } from './column-histogram.ts';
import { compareOperations } from './compare/compare-operations.ts';
import type { EngineParts } from './engine-host.ts';
import { readDocument, searchDocument } from './inspect-document.ts';
import { listColumns } from './list-columns.ts';
import { listRows, locateRow } from './list-rows.ts';
import { markOperations } from './mark-operations.ts';
import type { QueryTurns } from './query-turns.ts';
import { rankRows } from './rank-rows.ts';
import { readCode } from './read-code.ts';
import { readSeries } from './read-series.ts';
import { runOperations } from './run-operations.ts';
import { createSettingsWriter, makeArchive, readSettings } from './settings.ts';
import { showBacktest } from './show-backtest.ts';
import { sqlOperations } from './sql/sql-operations.ts';
import { startDelete, startUndelete } from './start-deletion.ts';
import { startExport, startReport } from './start-export.ts';
import { startImport } from './start-import.ts';
import {
  planMigrate,
  startMigrate,
  startReclaim,
  startRepair,
  startUpkeep,
  startVerify,
} from './start-upkeep.ts';
import { storageFacts } from './storage-facts.ts';
import { sweepOperations } from './sweep.ts';
import { sweepTree } from './sweep-tree.ts';

/** Every operation of the contract, each in a line or two over its verb. */
export function createEngineOperations(
  parts: EngineParts & { state: AppState; threads: () => number; turns: QueryTurns },
): Engine {
  const { state, places, archives, jobs, watches, folders, turns } = parts;
  const later = { urgency: 'later' } as const;
  const rows = { urgency: 'rows' } as const;

  return {
    listRoots: () => places.roots(),
    listFolder: ({ place }) => listFolder(places, place),
    findPlace: ({ text }) => findPlace(places, text),
    createFolder: ({ parent, name }) => createFolder(places, parent, name),

    listArchives: () => archives.list(),
    openArchive: async ({ place }) => archives.open((await places.open(place)).path),
    async createArchive({ place }) {
      const { path } = await places.open(place);
      await makeArchive(path, folders.state);
      return archives.open(path);
    },
    reopenArchive: ({ archive }) => archives.reopen(archive),
    openDemo: () => archives.openDemo(),
    async forgetArchive({ archive }) {
      archives.forget(archive);
      return {};
    },
    archiveStats: async ({ archive }) => archiveStats(await archives.get(archive)),

    async listColumns({ archive: id, rows: kind }) {
      const archive = await archives.get(id);
      return turns.take(later, () => listColumns(archive, kind));
    },
    async queryRows({ archive: id, table, ...query }) {
      const archive = await archives.get(id);
      return turns.take(questionOf(id, query, table), () => listRows(archive, query));
    },
    async locateRow({ archive: id, ...query }) {
      const archive = await archives.get(id);
      return turns.take(rows, () => ({ index: locateRow(archive, query) }));
    },
    async columnHistogram({ archive: id, ...query }) {
      const archive = await archives.get(id);
      return turns.take(later, () => columnHistogram(archive, query));
    },
    async sweepTree({ archive: id, filter }) {
      const archive = await archives.get(id);
      return turns.take(later, () => sweepTree(archive, filter));
    },
    ...sweepOperations((id) => archives.get(id), turns),
    async rankRows({ archive: id, ...query }) {
      const archive = await archives.get(id);
      return turns.take(rows, () => rankRows(archive, query));
    },
    showBacktest: async ({ archive, id }) => showBacktest(await archives.get(archive), id),
    readDocument: async ({ archive, ...page }) => readDocument(await archives.get(archive), page),
    searchDocument: async ({ archive, ...search }) =>
      searchDocument(await archives.get(archive), search),
    readCode: async ({ archive, id }) => readCode(await archives.get(archive), id),
    readSeries: async ({ archive, ...query }) => readSeries(await archives.get(archive), query),
    ...runOperations(archives.get),
    ...compareOperations(archives.get),
    ...sqlOperations(parts),

    ...markOperations(parts),

    async startIndex({ archive, rebuild }) {
      return { job: jobs.startIndex(await archives.get(archive), rebuild) };
    },
    startImport: (request) => startImport(parts, request),
    startExport: (request) => startExport(parts, request),
    startReport: (request) => startReport(parts, request),
    planMigrate: async ({ archive }) => planMigrate(await archives.get(archive), parts.threads()),
    startMigrate: (request) => startMigrate(parts, request),
    storageFacts: async ({ archive }) => storageFacts(await archives.get(archive)),
    startRebuild: ({ archive }) =>
      startUpkeep(parts, archive, (root) => ({ kind: 'rebuild', root })),
    startProve: ({ archive }) => startUpkeep(parts, archive, (root) => ({ kind: 'prove', root })),
    startCompact: ({ archive }) =>
      startUpkeep(parts, archive, (root) => ({ kind: 'compact', root })),
    startRepair: (request) => startRepair(parts, request),
    startGc: ({ archive, withoutWaiting }) =>
      startUpkeep(parts, archive, (root) => ({ kind: 'gc', root, withoutWaiting })),
    startVerify: (request) => startVerify(parts, request),
    startReclaim: (request) => startReclaim(parts, request),
    startDelete: (request) => startDelete(parts, request),
    startUndelete: (request) => startUndelete(parts, request),
    listWatches: async () => watches.list(),
    async startWatch({ folder, archive }) {
      const place = await places.open(folder);
      return watches.start(place.path, await archives.get(archive));
    },
    async stopWatch({ watch }) {
      await watches.stop(watch);
      return {};
    },
    engineFacts: async () => ({
      stateFolder: parts.folders.state,
      threads: parts.threads(),
      processors: availableParallelism(),
    }),
    listJobs: async () => jobs.list(),
    jobFailures: async ({ job, ...window }) => jobs.failures(job, window),
    pauseJob: async ({ job }) => jobs.pause(job),
    resumeJob: async ({ job }) => jobs.resume(job),
    resumeInterrupted: async () => ({ jobs: jobs.resumeInterrupted() }),
    cancelJob: async ({ job }) => jobs.cancel(job),
    async dismissJob({ job }) {
      jobs.dismiss(job);
      return {};
    },

    readSettings: async () => readSettings(folders.state),
    writeSettings: createSettingsWriter(folders.state),
    readState: async ({ key }) => ({ value: readViewState(state, key) }),
    async writeState({ key, value }) {
      writeViewState(state, key, value, Date.now());
      return {};
    },
  };
}

/** Only what is shown counts: another window of the same rows is no other content. */
function questionOf(archive: string, query: Omit<RowQuery, 'archive' | 'table'>, table?: string) {
  if (table === undefined) return { urgency: 'rows' as const };
  const { rows, filter, quick, sort, score } = query;
  const content = JSON.stringify([rows, filter, quick, sort, score]);
  return { urgency: 'rows' as const, table: { name: `${archive} ${table}`, content } };
}
