import type { ReactNode } from 'react';
import { createContext, use, useEffect, useMemo, useState } from 'react';
import type { Job, JobId } from '#contract/operations.ts';
import { useConnection, useEngineEvent } from '../../engine/engine-provider.tsx';

const JobsContext = createContext<readonly Job[] | null>(null);

/** Every job the engine has, newest first; also those a restart interrupted. */
export function useJobs(): readonly Job[] {
  const jobs = use(JobsContext);
  if (jobs === null) throw new Error('useJobs outside of JobsProvider');
  return jobs;
}

export function JobsProvider({ children }: { children: ReactNode }) {
  const { engine, reconnects } = useConnection();
  const [byId, setById] = useState<ReadonlyMap<JobId, Job>>(new Map());

  useEngineEvent('job', ({ job }) => setById((before) => new Map(before).set(job.job, job)));
  useEngineEvent('job-gone', ({ job }) => {
    setById((before) => {
      const after = new Map(before);
      after.delete(job);
      return after;
    });
  });

  // Listed after listening: whatever an event said meanwhile is newer than the list.
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again when the connection comes back
  useEffect(() => {
    let isCurrent = true;
    engine.listJobs({}).then(
      (listed) => {
        if (!isCurrent) return;
        setById((before) => new Map([...listed.map((job) => [job.job, job] as const), ...before]));
      },
      (error) => console.warn('the jobs could not be listed', error),
    );
    return () => {
      isCurrent = false;
      setById(new Map());
    };
  }, [engine, reconnects]);

  const jobs = useMemo(() => [...byId.values()].sort((a, b) => b.startedAt - a.startedAt), [byId]);
  return <JobsContext value={jobs}>{children}</JobsContext>;
}
