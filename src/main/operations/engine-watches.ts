import { randomUUID } from 'node:crypto';
import { ArchiveError, describeFailure } from '#contract/archive-error.ts';
import type { EngineEvent, Job, JobFailure } from '#contract/operations.ts';
import type { Watch } from '#contract/watches.ts';
import type { AppState } from '../store/app-state/open-state.ts';
import {
  listSavedWatches,
  type SavedWatch,
  saveWatches,
} from '../store/app-state/saved-watches.ts';
import type { Archive } from './archive.ts';
import { pathOf } from './engine-archives.ts';
import type { EngineJobs } from './engine-jobs.ts';
import { isFinished } from './jobs.ts';
import type { FolderWatch } from './watch-folder.ts';

/** Folders that are watched for an archive each, kept over restarts. */
export interface EngineWatches {
  list(): Watch[];
  /** `already-exists` where the folder is watched for that archive. */
  start(folder: string, archive: Archive): Promise<Watch>;
  stop(watch: string): Promise<void>;
  /** An event of the engine: the imports of watches are jobs like any other. */
  hear(event: EngineEvent): void;
  close(): Promise<void>;
}

export interface EngineWatchesOptions {
  state: AppState;
  stateFolder: string;
  jobs: Pick<EngineJobs, 'startImport' | 'failures' | 'list' | 'dismiss'>;
  /** Without putting it first in the list of archives: nobody has opened it. */
  open(path: string): Promise<Archive>;
  tell(event: EngineEvent): void;
  now(): number;
}

interface Entry {
  saved: SavedWatch;
  shown: Watch;
  running: FolderWatch | null;
}

export function createEngineWatches(options: EngineWatchesOptions): EngineWatches {
  const { state, jobs, tell, now } = options;
  const entries = new Map<string, Entry>();
  const awaited = new Map<string, (job: Job) => void>();

  // One engine at a time would watch a folder best; two import the same bundles once all the same.
  const saved = listSavedWatches(state);
  for (const one of saved) begin(one).catch(logged);
  // Of what a window keeps the oldest goes; this is not to be the oldest.
  if (saved.length > 0) saveWatches(state, saved, now());

  return { list, start, stop, hear, close };

  function list(): Watch[] {
    return [...entries.values()].map(({ shown }) => shown);
  }

  async function start(folder: string, archive: Archive): Promise<Watch> {
    const path = pathOf(archive);
    const isThere = [...entries.values()].some(
      ({ saved }) => saved.folder === folder && saved.archive === path,
    );
    if (isThere) throw new ArchiveError('already-exists', `${folder} is watched already`);
    const entry = await begin({ watch: randomUUID(), folder, archive: path });
    if (entry.running === null) {
      entries.delete(entry.saved.watch);
      const { code = 'internal', message = '', advice } = entry.shown.error ?? {};
      throw new ArchiveError(code, message, advice === undefined ? {} : { advice });
    }
    keep();
    return entry.shown;
  }

  async function begin(saved: SavedWatch): Promise<Entry> {
    const entry: Entry = { saved, shown: unknown(saved), running: null };
    entries.set(saved.watch, entry);
    try {
      const archive = await options.open(saved.archive);
      show(entry, { archive: archive.id, archiveName: archive.name });
      const { watchFolder } = await import('./watch-folder.ts');
      entry.running = await watchFolder({
        folder: saved.folder,
        into: archive.folder,
        stateFolder: options.stateFolder,
        take: (files) => take(entry, archive, files),
        failed: (error) => show(entry, { state: 'failing', error: describeFailure(error) }),
      });
    } catch (error) {
      show(entry, { state: 'failing', error: describeFailure(error) });
    }
    return entry;
  }

  /** As a job, so that it is seen, can be stopped, and waits for others of the archive. */
  async function take(entry: Entry, archive: Archive, files: string[]): Promise<JobFailure[]> {
    const id = jobs.startImport(archive, {
      sources: files,
      upload: null,
      under: entry.saved.folder,
    });
    const job = await ended(id);
    if (job.state !== 'done') throw failureOf(job);
    const imported = entry.shown.imported + (job.result?.added ?? 0);
    show(entry, { state: 'watching', error: null, imported, lastAt: now() });
    // What went well needs no list of its own; what failed stays to be looked at.
    if (job.failures === 0) jobs.dismiss(id);
    else return jobs.failures(id, { offset: 0, limit: files.length });
    return [];
  }

  function ended(id: string): Promise<Job> {
    const job = jobs.list().find((one) => one.job === id);
    if (job !== undefined && isFinished(job)) return Promise.resolve(job);
    return new Promise((resolve) => awaited.set(id, resolve));
  }

  function hear(event: EngineEvent) {
    if (event.type !== 'job' || !isFinished(event.job)) return;
    awaited.get(event.job.job)?.(event.job);
    awaited.delete(event.job.job);
  }

  async function stop(watch: string) {
    const entry = entries.get(watch);
    if (entry === undefined) throw new ArchiveError('not-found', 'that folder is not watched');
    entries.delete(watch);
    keep();
    tell({ type: 'watches' });
    await entry.running?.stop();
  }

  async function close() {
    await Promise.all([...entries.values()].map(({ running }) => running?.stop()));
  }

  function keep() {
    const all = [...entries.values()].map(({ saved }) => saved);
    saveWatches(state, all, now());
  }

  function show(entry: Entry, change: Partial<Watch>) {
    entry.shown = { ...entry.shown, ...change };
    tell({ type: 'watches' });
  }
}

function unknown({ watch, folder }: SavedWatch): Watch {
  return {
    watch,
    label: folder,
    archive: '',
    archiveName: '',
    state: 'watching',
    imported: 0,
    lastAt: null,
    error: null,
  };
}

function failureOf({ error, state }: Job): ArchiveError {
  if (error === null) return new ArchiveError('cancelled', `the import was ${state}`);
  return new ArchiveError(error.code, error.message);
}

function logged(error: unknown) {
  console.error('watching a folder:', error);
}
