import { Download, FolderOpen, Pause, Play, X } from 'lucide-react';
import type { Job } from '#contract/operations.ts';
import { useConnection } from '../../engine/engine-provider.tsx';
import { Button, IconButton } from '../../ui/button.tsx';
import { formatCounted } from '../../ui/format.ts';
import { useToasts } from '../../ui/toasts.tsx';
import { formatRoute } from '../frame/route.ts';
import { isActive, isResumable } from './describe-job.ts';

/** The buttons of one job: their names hold its title, as several jobs stand below each other. */
export function JobActions({ job, onFailures }: { job: Job; onFailures: (job: Job) => void }) {
  const { engine } = useConnection();
  const toasts = useToasts();
  const attempt = (what: string, asking: Promise<unknown>) => {
    asking.catch((error) => toasts.fail(`${job.title} could not be ${what}`, error));
  };
  const request = { job: job.job };
  return (
    <>
      {job.failures > 0 && (
        <Button variant="quiet" className="job-failures" onClick={() => onFailures(job)}>
          {formatCounted(job.failures, 'failure')}
        </Button>
      )}
      {job.state === 'done' && <ResultLink job={job} />}
      {job.kind === 'migrate' && (
        <a
          className="button button-quiet"
          href={formatRoute({ screen: 'migration', job: job.job })}
        >
          Details
        </a>
      )}
      {job.state === 'running' && (
        <IconButton
          label={`Pause ${job.title}`}
          icon={<Pause size={14} />}
          onClick={() => attempt('paused', engine.pauseJob(request))}
        />
      )}
      {(job.state === 'paused' || isResumable(job)) && (
        <Button
          variant="quiet"
          icon={<Play size={14} aria-hidden />}
          aria-label={`Resume ${job.title}`}
          onClick={() => attempt('resumed', engine.resumeJob(request))}
        >
          Resume
        </Button>
      )}
      {isActive(job) ? (
        <IconButton
          label={`Cancel ${job.title}`}
          icon={<X size={14} />}
          onClick={() => attempt('cancelled', engine.cancelJob(request))}
        />
      ) : (
        <IconButton
          label={`Dismiss ${job.title}`}
          icon={<X size={14} />}
          onClick={() => attempt('dismissed', engine.dismissJob(request))}
        />
      )}
    </>
  );
}

function ResultLink({ job }: { job: Job }) {
  const { host } = useConnection();
  const toasts = useToasts();
  if (job.result === null || job.kind !== 'export') return null;
  if (host.face === 'desktop') {
    const show = () =>
      host.showResult(job.job).catch((error) => toasts.fail('The result cannot be shown', error));
    return (
      <Button
        variant="quiet"
        icon={<FolderOpen size={14} aria-hidden />}
        onClick={() => void show()}
      >
        Show in folder
      </Button>
    );
  }
  if (job.result.download === null) return null;
  return (
    <a
      className="button button-quiet"
      href={host.downloadAddress(job.result.download)}
      download={job.result.download}
    >
      <Download size={14} aria-hidden />
      Download
    </a>
  );
}
