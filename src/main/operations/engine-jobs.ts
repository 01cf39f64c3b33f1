import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { EngineEvent, Job, JobId } from '#contract/operations.ts';
import type { AppState } from '../store/app-state/open-state.ts';
import type { SavedJob } from '../store/app-state/saved-jobs.ts';
import { layout } from '../store/tiered/layout.ts';
import type { Archive } from './archive.ts';
import type { ArchiveShelf } from './archive-shelf.ts';
import { createChangeTeller } from './change-teller.ts';
import type {
  ExportOrder,
  ImportOrder,
  IndexOrder,
  JobOrder,
  MigrateOrder,
  QueryOrder,
  ReportOrder,
  UpkeepOrder,
} from './job-orders.ts';
import { createJobRunner, isFinished, type JobRunner } from './jobs.ts';
import { createJobPerformer } from './perform-job.ts';
import { isWithin } from './place-book.ts';
import type { StateFolders } from './state-folders.ts';

/** The jobs of the engine, and how they are begun. */
export interface EngineJobs extends Omit<JobRunner<JobOrder>, 'start' | 'orderOf'> {
  startIndex(archive: Archive, rebuild: boolean): JobId;
  /** What opening an archive starts: null where there is nothing to bring up to date. */
  startUnasked(archive: Archive): JobId | null;
  startImport(
    archive: Archive,
    order: Pick<ImportOrder, 'sources' | 'upload' | 'under' | 'code'>,
  ): JobId;
  startExport(archive: Archive, order: ExportOrder): JobId;
  startQueryExport(archive: Archive, order: QueryOrder): JobId;
  startReport(archive: Archive, order: ReportOrder): JobId;
  startMigrate(archive: Archive, order: Omit<MigrateOrder, 'kind' | 'source'>): JobId;
  /** Of `reclaim` the archive is the folder that was migrated. */
  startUpkeep(archive: Archive, order: UpkeepOrder): JobId;
  /** Something of an archive was changed without a job: pages are told. */
  announce(archive: Archive): void;
  /** Whether a job on the list still needs, or offers, an upload's or download's folder. */
  isWanted(path: string): boolean;
}

export interface EngineJobsOptions {
  state: AppState;
  owner: string;
  folders: StateFolders;
  /** Of a job that begins; 0 is one for each processor. */
  threads(): number;
  earlier: SavedJob<JobOrder>[];
  shelf: ArchiveShelf;
  tell(event: EngineEvent): void;
  /** Rows of an archive have changed for good. */
  remember(archive: Archive): void;
  /** An archive was made: it is to be on the list. */
  adopt(path: string): Promise<Archive>;
}

type IndexedArchive = Pick<Archive, 'id' | 'name' | 'folder' | 'indexFile'>;

export function createEngineJobs(options: EngineJobsOptions): EngineJobs {
  const { state, owner, earlier, shelf, tell } = options;
  const changes = createChangeTeller(shelf, tell);
  const runner: JobRunner<JobOrder> = createJobRunner({
    state,
    owner,
    earlier,
    now: Date.now,
    perform: createJobPerformer(options.folders, options.threads, options.adopt).perform,
    changed: changes.changed,
    gone: (job) => tell({ type: 'job-gone', job }),
    tell(job) {
      tell({ type: 'job', job });
      // Interrupted ones are told of while the engine starts or ends: nothing more came in with them.
      const isSettled = isFinished(job) && job.state !== 'interrupted';
      if (isSettled && job.kind !== 'export') settle(job);
    },
  });

  return {
    ...runner,
    startIndex: (archive, rebuild) => startIndex(archive, { rebuild, isUnasked: false }),
    startUnasked(archive) {
      const running = runner.list().find((job) => job.archive === archive.id && isWriting(job));
      if (running !== undefined) return running.job;
      if (archive.isIndexLost && !archive.isReadOnly) {
        return startUpkeep(archive, { kind: 'rebuild', root: archive.folder });
      }
      if (archive.isBehind && !archive.isReadOnly) {
        return startIndex(archive, { rebuild: false, isUnasked: true });
      }
      return isUpdatable(archive) ? startIndex(archive, { rebuild: false, isUnasked: true }) : null;
    },
    startImport({ id, name, folder, indexFile }, what) {
      const order = { kind: 'import' as const, folder, indexFile, ...what };
      const title = `Import into ${name}`;
      return runner.start({ kind: 'import', archive: id, title, order }).job;
    },
    startExport({ id, name }, order) {
      return runner.start({ kind: 'export', archive: id, title: `Export from ${name}`, order }).job;
    },
    startQueryExport({ id, name }, order) {
      return runner.start({ kind: 'export', archive: id, title: `Export from ${name}`, order }).job;
    },
    startReport({ id, name }, order) {
      const count = order.request.backtests.length;
      const title = `Report of ${count === 1 ? 'a backtest' : `${count} backtests`} of ${name}`;
      return runner.start({ kind: 'export', archive: id, title, order }).job;
    },
    startMigrate({ id, name, folder }, order) {
      const title = `Migrate ${name} to tiered`;
      const migrate = { kind: 'migrate' as const, source: folder, ...order };
      return runner.start({ kind: 'migrate', archive: id, title, order: migrate }).job;
    },
    startUpkeep,
    announce: ({ id }) => changes.changed(id),
    isWanted(path) {
      const orders = runner.list().map((job) => runner.orderOf(job.job));
      return orders.some((order) => foldersOf(order).some((folder) => isWithin(path, folder)));
    },
    async close() {
      changes.stop();
      await runner.close();
    },
  };

  function startIndex(
    { id, name, folder, indexFile }: IndexedArchive,
    how: Pick<IndexOrder, 'rebuild' | 'isUnasked'>,
  ): JobId {
    if (how.isUnasked) dismissUnasked(id);
    const order: IndexOrder = { kind: 'index', folder, indexFile, ...how };
    return runner.start({ kind: 'index', archive: id, title: `Index ${name}`, order }).job;
  }

  function startUpkeep({ id, name }: Archive, order: UpkeepOrder): JobId {
    const { kind } = order;
    return runner.start({ kind, archive: id, title: `${upkeepTitles[kind]} ${name}`, order }).job;
  }

  /** The file proof that was not asked for follows by itself. */
  async function proveLater(archive: string) {
    const made = await shelf.get(archive);
    if (made !== null) startUpkeep(made, { kind: 'prove', root: made.folder });
  }

  /** Of the indexings that opening started, the list keeps the last. */
  function dismissUnasked(archive: string) {
    for (const job of runner.list()) {
      const order = runner.orderOf(job.job);
      const isUnasked = order.kind === 'index' && order.isUnasked;
      if (job.archive === archive && isUnasked && isFinished(job)) runner.dismiss(job.job);
    }
  }

  function settle(job: Job) {
    changes.changed(job.archive);
    shelf
      .get(job.archive)
      ?.then(options.remember)
      .catch((error: unknown) => console.error('after a job:', error));
    const order = runner.orderOf(job.job);
    if (order.kind === 'migrate' && order.proof === 'payload' && job.result?.migration) {
      proveLater(job.result.migration.archive).catch((error: unknown) =>
        console.error('after a migration:', error),
      );
    }
    if (order.kind !== 'import' || job.state !== 'cancelled') return;
    if (existsSync(join(order.folder, layout.archiveFile))) return;
    // What came in before it was cancelled is to be seen.
    const { folder, indexFile } = order;
    const name = job.title.replace('Import into ', '');
    startIndex({ id: job.archive, name, folder, indexFile }, { rebuild: false, isUnasked: true });
  }
}

const upkeepTitles: Readonly<Record<UpkeepOrder['kind'], string>> = {
  rebuild: 'Rebuild the index of',
  prove: 'Prove the files of',
  verify: 'Verify',
  compact: 'Compact',
  repair: 'Repair',
  gc: 'Collect garbage of',
  delete: 'Delete from',
  undelete: 'Restore in',
  reclaim: 'Reclaim space of',
};

function foldersOf(order: JobOrder): string[] {
  if ('request' in order) return [order.request.to];
  return order.kind === 'import' && order.upload !== null ? [order.upload] : [];
}

function isWriting({ kind, state }: Job): boolean {
  return kind !== 'export' && (state === 'queued' || state === 'running' || state === 'paused');
}

/** A folder whose index can be written, and is ours. */
function isUpdatable({ kind, isByFile, isReadOnly, indexFile, folder }: Archive): boolean {
  const liesInFolder = isWithin(folder, indexFile);
  return kind === 'local-dir' && !isByFile && !(isReadOnly && liesInFolder);
}
