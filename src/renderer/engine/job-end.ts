import type { Job, JobId } from '#contract/operations.ts';
import type { Connection } from './open-connection.ts';

const over: ReadonlySet<Job['state']> = new Set(['done', 'failed', 'cancelled', 'interrupted']);

/** A job when it has ended, one way or another; null where it was taken off the list. */
export function jobEnd(
  { engine, events }: Pick<Connection, 'engine' | 'events'>,
  id: JobId,
): Promise<Job | null> {
  return new Promise((resolve, reject) => {
    const stops = [
      events.on('job', ({ job }) => {
        if (job.job === id && over.has(job.state)) end(job);
      }),
      events.on('job-gone', ({ job }) => {
        if (job === id) end(null);
      }),
    ];
    const end = (job: Job | null) => {
      for (const stop of stops) stop();
      resolve(job);
    };
    // It may have ended before anyone listened.
    engine.listJobs({}).then((jobs) => {
      const job = jobs.find((one) => one.job === id) ?? null;
      if (job === null || over.has(job.state)) end(job);
    }, reject);
  });
}
