import { ChevronDown, ChevronUp } from 'lucide-react';
import { useState } from 'react';
import type { Job } from '#contract/operations.ts';
import { useConnection } from '../../engine/engine-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { formatCount } from '../../ui/format.ts';
import { Popover } from '../../ui/popover.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { useUploads } from '../import/uploads.tsx';
import { isActive, sayOutcome, sayProgress } from './describe-job.ts';
import { FailuresDialog } from './failures-dialog.tsx';
import { JobActions } from './job-actions.tsx';
import { JobAnnouncer } from './job-announcer.tsx';
import { JobList } from './job-list.tsx';
import { useJobs } from './jobs.tsx';
import { ResumeAll } from './resume-all.tsx';
import { UploadRow } from './upload-row.tsx';
import './jobs.css';

/** The bottom of the window: the job at hand in one line, the others behind a button. */
export function JobsBar() {
  const jobs = useJobs();
  const { all: uploads } = useUploads();
  const { link } = useConnection();
  const [anchor, setAnchor] = useState<Element | null>(null);
  const [failuresOf, setFailuresOf] = useState<Job | null>(null);
  const active = jobs.filter(isActive);
  const shown = mostTelling(jobs);
  const [upload] = uploads;
  const count = jobs.length + uploads.length;

  return (
    <section className="jobs-bar" aria-label="Jobs">
      <div className="jobs-now">
        {link !== 'open' && (
          <span className="jobs-lost" role="alert">
            {link === 'lost'
              ? 'Strata does not answer. Check that it is still running; this page goes on by itself.'
              : 'Strata was started again. Open the address that strata serve printed last.'}
          </span>
        )}
        {link === 'open' && upload && <UploadRow upload={upload} />}
        {link === 'open' && !upload && shown && <JobLine job={shown} onFailures={setFailuresOf} />}
        {link === 'open' && !upload && !shown && <span className="faint">No jobs</span>}
      </div>
      {link === 'open' && <ResumeAll jobs={jobs} />}
      <Button
        variant="quiet"
        aria-expanded={anchor !== null}
        aria-haspopup="dialog"
        icon={anchor ? <ChevronDown size={14} aria-hidden /> : <ChevronUp size={14} aria-hidden />}
        onClick={(event) => setAnchor(anchor ? null : event.currentTarget)}
      >
        {active.length + uploads.length > 0
          ? `Jobs (${formatCount(active.length + uploads.length)} active)`
          : `Jobs (${formatCount(count)})`}
      </Button>
      <Popover
        anchor={anchor}
        label="All jobs"
        placement="above-end"
        className="jobs-panel"
        onClose={() => setAnchor(null)}
      >
        <JobList jobs={jobs} uploads={uploads} onFailures={setFailuresOf} />
      </Popover>
      <JobAnnouncer jobs={jobs} />
      {failuresOf && <FailuresDialog job={failuresOf} onClose={() => setFailuresOf(null)} />}
    </section>
  );
}

function JobLine({ job, onFailures }: { job: Job; onFailures: (job: Job) => void }) {
  const isMoving = job.state === 'running';
  return (
    <>
      <strong className="jobs-title truncate" title={job.title}>
        {job.title}
      </strong>
      {isActive(job) && (
        <div className="jobs-progress">
          <ProgressBar
            label={job.title}
            done={job.done}
            total={job.total}
            isPaused={!isMoving}
            valueText={sayProgress(job)}
          />
        </div>
      )}
      <span className="jobs-says tabular truncate">
        {isMoving ? sayProgress(job) : sayOutcome(job)}
      </span>
      {isMoving && job.current !== null && (
        <span className="jobs-current truncate faint" title={job.current}>
          {job.current}
        </span>
      )}
      <span className="jobs-actions">
        <JobActions job={job} onFailures={onFailures} />
      </span>
    </>
  );
}

/** What moves before what waits, and that before what is over; the newest of its kind. */
function mostTelling(jobs: readonly Job[]): Job | undefined {
  return (
    jobs.find((job) => job.state === 'running') ??
    jobs.find((job) => job.state === 'paused' || job.state === 'interrupted') ??
    jobs.find((job) => job.state === 'queued') ??
    jobs[0]
  );
}
