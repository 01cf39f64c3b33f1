import { randomUUID } from 'node:crypto';
import { ArchiveError } from '#contract/archive-error.ts';
import {
  type ArchiveId,
  type Job,
  type JobFailure,
  type JobId,
  type JobKind,
  type JobState,
  resumedTogether,
} from '#contract/operations.ts';
import type { AppState } from '../store/app-state/open-state.ts';
import { readJobFailures, removeJob, saveJob } from '../store/app-state/saved-jobs.ts';
import { createJobRun, type JobOutcome, type JobRun } from './job-run.ts';
import type { TaskContext } from './task-context.ts';

export interface NewJob<Order> {
  kind: JobKind;
  archive: ArchiveId;
  /** For people: "Index sweep_a". */
  title: string;
  /** Everything needed to do it, also after a restart: plain JSON. */
  order: Order;
}

export interface JobOptions<Order> {
  state: AppState;
  /** The engine's own name, see `SavedJob`. */
  owner: string;
  /** Jobs of engines that are no more. */
  earlier: { job: Job; order: Order }[];
  perform(order: Order, task: TaskContext): Promise<JobOutcome>;
  /** Rows were committed. */
  changed(archive: ArchiveId): void;
  tell(job: Job): void;
  gone(job: JobId): void;
  now(): number;
}

/** Runs jobs one after the other for each archive: those that write, and beside them exports. */
export interface JobRunner<Order> {
  start(job: NewJob<Order>): Job;
  list(): Job[];
  orderOf(job: JobId): Order;
  failures(job: JobId, window: { offset: number; limit: number }): JobFailure[];
  pause(job: JobId): Job;
  resume(job: JobId): Job;
  /** All that were interrupted and only go on where they were; which those are. */
  resumeInterrupted(): JobId[];
  cancel(job: JobId): Job;
  dismiss(job: JobId): void;
  /** Stops what runs; it shows as interrupted from then on. */
  close(): Promise<void>;
}

interface Entry<Order> {
  job: Job;
  readonly order: Order;
  /** Since it was started for the first, or latest, time. */
  run: JobRun | null;
  /** When the list on disk was last told of it. */
  savedAt: number;
}

const active: ReadonlySet<JobState> = new Set(['queued', 'running', 'paused']);
export function isFinished({ state }: Job): boolean {
  return !active.has(state);
}

/** Finished jobs beyond these go off the list, oldest first. */
const MAX_FINISHED = 100;

/** Each is a synced write. */
const MILLISECONDS_BETWEEN_SAVES = 1000;

export function createJobRunner<Order>(options: JobOptions<Order>): JobRunner<Order> {
  const entries = new Map<JobId, Entry<Order>>();
  let isClosing = false;

  for (const { job, order } of options.earlier) {
    const entry: Entry<Order> = { job, order, run: null, savedAt: 0 };
    entries.set(job.job, entry);
    if (active.has(job.state)) update(entry, { state: 'interrupted' });
  }

  return {
    start({ kind, archive, title, order }) {
      const job = { ...unstarted(options.now()), job: randomUUID(), kind, archive, title };
      const entry: Entry<Order> = { job, order, run: null, savedAt: 0 };
      entries.set(job.job, entry);
      update(entry, {});
      startNext();
      forgetOldest();
      return entry.job;
    },
    list: () => [...entries.values()].map((entry) => entry.job),
    orderOf: (id) => find(id).order,
    failures(id, { offset, limit }) {
      const { run } = find(id);
      if (run !== null) return run.failures.slice(offset, offset + limit);
      return readJobFailures(options.state, id, { offset, limit });
    },
    pause(id) {
      const entry = find(id, ['queued', 'running']);
      entry.run?.control.pause();
      return update(entry, { state: 'paused', rate: null, secondsLeft: null });
    },
    resume,
    resumeInterrupted() {
      const waiting = [...entries.values()]
        .map((entry) => entry.job)
        .filter(({ state, kind }) => state === 'interrupted' && resumedTogether.has(kind));
      return waiting.map(({ job }) => resume(job).job);
    },
    cancel(id) {
      const entry = find(id, ['queued', 'running', 'paused', 'interrupted']);
      if (entry.run === null) finish(entry, { state: 'cancelled' });
      else entry.run.control.cancel();
      return entry.job;
    },
    dismiss(id) {
      find(id, ['done', 'failed', 'cancelled', 'interrupted']);
      forget(id);
    },
    async close() {
      isClosing = true;
      const running = [...entries.values()].filter((entry) => active.has(entry.job.state));
      for (const { run } of running) run?.control.cancel();
      await Promise.all(running.map((entry) => entry.run?.ended));
      for (const entry of running) {
        if (active.has(entry.job.state)) update(entry, { state: 'interrupted' });
      }
    },
  };

  function resume(id: JobId): Job {
    const entry = find(id, ['paused', 'interrupted', 'cancelled', 'failed']);
    if (entry.job.state === 'paused' && entry.run !== null) {
      update(entry, { state: 'running' });
      entry.run.resume();
      return entry.job;
    }
    entry.run = null;
    update(entry, unstarted(options.now()));
    startNext();
    return entry.job;
  }

  function startNext() {
    const busy = new Set<string>();
    for (const entry of entries.values()) {
      if (entry.run !== null && active.has(entry.job.state)) busy.add(laneOf(entry.job));
    }
    for (const entry of entries.values()) {
      const lane = laneOf(entry.job);
      if (entry.job.state !== 'queued' || busy.has(lane) || isClosing) continue;
      busy.add(lane);
      perform(entry);
    }
  }

  function perform(entry: Entry<Order>) {
    update(entry, { state: 'running' });
    const id = entry.job.job;
    entry.run = createJobRun({
      state: options.state,
      job: id,
      now: options.now,
      work: (task) => options.perform(entry.order, task),
      changed: () => options.changed(entry.job.archive),
      progress: (progress) => show(entry, progress),
      end: (ending) => finish(entry, isClosing ? { ...ending, ...interrupted(ending) } : ending),
    });
  }

  function finish(entry: Entry<Order>, ending: Partial<Job>) {
    const facts = { rate: null, secondsLeft: null, current: null, finishedAt: options.now() };
    update(entry, { ...ending, ...facts });
    startNext();
  }

  /** Kept before it is told: what a page has seen is true after a crash, too. */
  function update(entry: Entry<Order>, facts: Partial<Job>): Job {
    entry.job = { ...entry.job, ...facts };
    entry.savedAt = options.now();
    saveJob(options.state, { job: entry.job, owner: options.owner, order: entry.order });
    options.tell(entry.job);
    return entry.job;
  }

  /** Kept now and then, so that after a loss of power it can be said how far the job had come. */
  function show(entry: Entry<Order>, progress: Partial<Job>) {
    const now = options.now();
    if (now - entry.savedAt >= MILLISECONDS_BETWEEN_SAVES) {
      update(entry, progress);
      return;
    }
    entry.job = { ...entry.job, ...progress };
    options.tell(entry.job);
  }

  function find(id: JobId, states?: readonly JobState[]): Entry<Order> {
    const entry = entries.get(id);
    if (entry === undefined) throw new ArchiveError('not-found', 'there is no such job');
    if (states === undefined || states.includes(entry.job.state)) return entry;
    throw new ArchiveError('bad-request', `the job is ${entry.job.state}`);
  }

  function forget(id: JobId) {
    entries.delete(id);
    removeJob(options.state, id);
    options.gone(id);
  }

  function forgetOldest() {
    const finished = [...entries.values()].filter((entry) => entry.job.state === 'done');
    for (const { job } of finished.slice(0, Math.max(0, finished.length - MAX_FINISHED)))
      forget(job.job);
  }
}

function laneOf({ archive, kind }: Job): string {
  return `${kind === 'export' ? 'read' : 'write'} ${archive}`;
}

/** Work that was stopped because the engine closes was not cancelled by anyone. */
function interrupted(ending: Partial<Job>): Partial<Job> {
  return ending.state === 'cancelled' ? { state: 'interrupted' } : {};
}

function unstarted(now: number) {
  return {
    state: 'queued' as const,
    done: 0,
    total: null,
    rate: null,
    secondsLeft: null,
    current: null,
    failures: 0,
    startedAt: now,
    finishedAt: null,
    result: null,
    error: null,
  };
}
