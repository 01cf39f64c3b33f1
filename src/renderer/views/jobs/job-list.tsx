import type { Job } from '#contract/operations.ts';
import { useEngine } from '../../engine/engine-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { formatTime } from '../../ui/format.ts';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import type { Upload } from '../import/uploads.tsx';
import { isActive, sayOutcome, sayProgress } from './describe-job.ts';
import { JobActions } from './job-actions.tsx';
import { UploadRow } from './upload-row.tsx';

interface JobListProps {
  jobs: readonly Job[];
  uploads: readonly Upload[];
  onFailures: (job: Job) => void;
}

export function JobList({ jobs, uploads, onFailures }: JobListProps) {
  const engine = useEngine();
  const over = jobs.filter((job) => job.state === 'done' || job.state === 'cancelled');
  return (
    <>
      <div className="jobs-head">
        <h2>Jobs</h2>
        {over.length > 0 && (
          <Button
            variant="quiet"
            onClick={() => {
              // One that cannot be dismissed stays on the list, which says enough.
              for (const { job } of over) void engine.dismissJob({ job }).catch(() => {});
            }}
          >
            Clear finished
          </Button>
        )}
      </div>
      {jobs.length + uploads.length === 0 && (
        <p className="jobs-none">
          Nothing has run yet. Indexing, imports, exports and migrations show here, with what failed
          and why.
        </p>
      )}
      <ul className="jobs-list" aria-label="Jobs">
        {uploads.map((upload) => (
          <li key={upload.id} className="jobs-item">
            <UploadRow upload={upload} />
          </li>
        ))}
        {jobs.map((job) => (
          <JobItem key={job.job} job={job} onFailures={onFailures} />
        ))}
      </ul>
    </>
  );
}

function JobItem({ job, onFailures }: { job: Job; onFailures: (job: Job) => void }) {
  return (
    <li className="jobs-item" data-state={job.state}>
      <div className="jobs-item-line">
        <strong className="truncate">{job.title}</strong>
        <span className="faint">{formatTime(job.startedAt)}</span>
      </div>
      {isActive(job) && (
        <ProgressBar
          label={job.title}
          done={job.done}
          total={job.total}
          isPaused={job.state !== 'running'}
        />
      )}
      <div className="jobs-item-line">
        <span className="jobs-item-says">
          {job.state === 'running' ? sayProgress(job) : sayOutcome(job)}
        </span>
        <span className="jobs-actions">
          <JobActions job={job} onFailures={onFailures} />
        </span>
      </div>
      {job.state === 'running' && job.current !== null && (
        <div className="truncate faint" title={job.current}>
          {job.current}
        </div>
      )}
      {job.error !== null && <ErrorNote error={job.error} />}
    </li>
  );
}
