import type { Job, JobFailure, JobId } from '#contract/operations.ts';
import type { AppState } from './open-state.ts';

/** A job as it is kept over restarts. `Order` says what was asked for, so that it can be started again. */
export interface SavedJob<Order> {
  job: Job;
  /** The engine that runs it: a job of one that is no more was interrupted. */
  owner: string;
  order: Order;
}

interface StoredJob {
  owner: string;
  job_json: string;
  order_json: string;
}

/** Oldest first. */
export function listSavedJobs<Order>({ db }: AppState): SavedJob<Order>[] {
  const rows = db
    .prepare('SELECT owner, job_json, order_json FROM jobs ORDER BY started_at, job')
    .all() as StoredJob[];
  return rows.map(({ owner, job_json, order_json }) => ({
    owner,
    job: JSON.parse(job_json) as Job,
    order: JSON.parse(order_json) as Order,
  }));
}

export function saveJob<Order>({ db }: AppState, { job, owner, order }: SavedJob<Order>): void {
  db.prepare(
    `INSERT INTO jobs (job, owner, job_json, order_json, started_at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (job) DO UPDATE SET owner = excluded.owner, job_json = excluded.job_json`,
  ).run(job.job, owner, JSON.stringify(job), JSON.stringify(order), job.startedAt);
}

export function removeJob({ db }: AppState, job: JobId): void {
  db.prepare('DELETE FROM jobs WHERE job = ?').run(job);
}

/** Replaces what was kept of an earlier start of the same job. */
export function saveJobFailures(
  { db }: AppState,
  job: JobId,
  failures: readonly JobFailure[],
): void {
  db.transaction(() => {
    db.prepare('DELETE FROM job_failures WHERE job = ?').run(job);
    const insert = db.prepare(
      'INSERT INTO job_failures (job, place, failure_json) VALUES (?, ?, ?)',
    );
    for (const [place, failure] of failures.entries())
      insert.run(job, place, JSON.stringify(failure));
  })();
}

export function readJobFailures(
  { db }: AppState,
  job: JobId,
  { offset, limit }: { offset: number; limit: number },
): JobFailure[] {
  const rows = db
    .prepare('SELECT failure_json FROM job_failures WHERE job = ? ORDER BY place LIMIT ? OFFSET ?')
    .pluck()
    .all(job, limit, offset) as string[];
  return rows.map((json) => JSON.parse(json) as JobFailure);
}
