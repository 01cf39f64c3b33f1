import { useEffect, useRef, useState } from 'react';
import type { Job, JobId, JobState } from '#contract/operations.ts';
import { sayOutcome } from './describe-job.ts';

/** Tells readers when a job changes its state; its progress they can look up. */
export function JobAnnouncer({ jobs }: { jobs: readonly Job[] }) {
  const known = useRef<Map<JobId, JobState> | null>(null);
  const [says, setSays] = useState('');

  useEffect(() => {
    const before = known.current;
    known.current = new Map(jobs.map((job) => [job.job, job.state]));
    if (before === null) return;
    const changed = jobs.filter((job) => before.get(job.job) !== job.state);
    if (changed.length > 0) setSays(changed.map(announce).join('. '));
  }, [jobs]);

  return (
    <div role="status" aria-live="polite" className="visually-hidden">
      {says}
    </div>
  );
}

function announce(job: Job): string {
  return job.state === 'running' ? `${job.title} started` : `${job.title}: ${sayOutcome(job)}`;
}
