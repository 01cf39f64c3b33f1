import { useState } from 'react';
import type { Job, JobId } from '#contract/operations.ts';
import { useEngine } from '../../engine/engine-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { formatBytes, formatCounted, formatDuration } from '../../ui/format.ts';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { archivesRoute } from '../frame/route.ts';
import { useDocumentTitle } from '../frame/use-document-title.ts';
import { goTo } from '../frame/use-route.ts';
import { isActive, sayOutcome, sayProgress } from '../jobs/describe-job.ts';
import { FailuresDialog } from '../jobs/failures-dialog.tsx';
import { JobActions } from '../jobs/job-actions.tsx';
import { useJobs } from '../jobs/jobs.tsx';
import { ProofList } from '../storage/proof-list.tsx';
import { sayShare } from '../storage/say-share.ts';
import { TierTable } from '../storage/tier-table.tsx';
import { useStorageFacts } from '../storage/use-storage-facts.ts';
import { ReclaimSection } from './reclaim-section.tsx';
import './migrate.css';

/** A migration from its start to what became of it. */
export function MigrationView({ job: id }: { job: JobId }) {
  const job = useJobs().find((one) => one.job === id && one.kind === 'migrate');
  const [failuresOf, setFailuresOf] = useState<Job | null>(null);
  useDocumentTitle(job?.title ?? 'Migration');
  if (job === undefined) {
    return (
      <main className="view-centred" tabIndex={-1}>
        <EmptyState
          title="This migration is off the list"
          actions={<Button onClick={() => goTo(archivesRoute)}>Show archives</Button>}
        >
          <p>What it made is on the list of archives.</p>
        </EmptyState>
      </main>
    );
  }
  return (
    <main className="migration" tabIndex={-1}>
      <div className="migration-column">
        <h1>{job.title}</h1>
        {job.result?.migration === undefined ? (
          <section className="migration-section" aria-label="Progress">
            {isActive(job) && (
              <ProgressBar
                label={job.title}
                done={job.done}
                total={job.total}
                isPaused={job.state !== 'running'}
                valueText={sayProgress(job)}
              />
            )}
            <div className="migration-actions">
              <span className="tabular">
                {job.state === 'running' ? sayProgress(job) : sayOutcome(job)}
              </span>
              <JobActions job={job} onFailures={setFailuresOf} />
            </div>
            {job.error !== null && <ErrorNote error={job.error} />}
            <p className="soft">
              Your source folder is only read. Whatever stops this, what was done is kept, and it
              goes on from there.
            </p>
          </section>
        ) : (
          <Result job={job} onFailures={setFailuresOf} />
        )}
      </div>
      {failuresOf && <FailuresDialog job={failuresOf} onClose={() => setFailuresOf(null)} />}
    </main>
  );
}

function Result({ job, onFailures }: { job: Job; onFailures: (job: Job) => void }) {
  const engine = useEngine();
  const { migration, seconds } = job.result!;
  const { archive, sourceBytes, archiveBytes, indexBytes, ratio } = migration!;
  const { facts, error } = useStorageFacts(engine, archive);
  return (
    <>
      <section className="migration-section" aria-label="Result">
        <dl className="plan-figures">
          <Figure name="Before" value={formatBytes(sourceBytes)} />
          <Figure name="After" value={formatBytes(archiveBytes)} note={sayShare(ratio)} />
          <Figure name="Index, can be made again" value={formatBytes(indexBytes)} />
          <Figure name="Time" value={formatDuration(seconds)} />
        </dl>
        <div className="migration-actions">
          <Button variant="primary" onClick={() => goTo({ screen: 'runs', archive })}>
            Open the tiered archive
          </Button>
          <Button onClick={() => goTo({ screen: 'storage', archive })}>Storage</Button>
          {job.failures > 0 && (
            <Button variant="danger" onClick={() => onFailures(job)}>
              {formatCounted(job.failures, 'failure')}
            </Button>
          )}
        </div>
        <p className="soft">{sayOutcome(job)}</p>
      </section>
      {error !== undefined && <ErrorNote title="The archive cannot be measured" error={error} />}
      {facts?.proof && (
        <section className="migration-section" aria-labelledby="migration-proof">
          <h2 id="migration-proof">Proof</h2>
          <ProofList proof={facts.proof} />
        </section>
      )}
      {facts && (
        <section className="migration-section" aria-labelledby="migration-tiers">
          <h2 id="migration-tiers">What lies where</h2>
          <TierTable facts={facts} />
        </section>
      )}
      <ReclaimSection source={job.archive} into={archive} proof={facts?.proof ?? null} />
    </>
  );
}

function Figure({ name, value, note }: { name: string; value: string; note?: string }) {
  return (
    <div className="plan-figure">
      <dt>{name}</dt>
      <dd>
        <strong className="plan-figure-value tabular">{value}</strong>
        <span className="soft">{note}</span>
      </dd>
    </div>
  );
}
