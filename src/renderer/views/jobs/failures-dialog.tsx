import { useState } from 'react';
import type { Engine, Job, JobFailure } from '#contract/operations.ts';
import { useEngine } from '../../engine/engine-provider.tsx';
import { useQuery } from '../../engine/use-query.ts';
import { Button } from '../../ui/button.tsx';
import { saveFile } from '../../ui/chart/save-file.ts';
import { copyText } from '../../ui/copy-text.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNote, sentence } from '../../ui/error-note.tsx';
import { formatCount, formatCounted } from '../../ui/format.ts';
import { useToasts } from '../../ui/toasts.tsx';
import { failuresAsText } from './failures-as-text.ts';

const PAGE = 100;

/** What failed in a job: which file, what happened to it, what to do. */
export function FailuresDialog({ job, onClose }: { job: Job; onClose: () => void }) {
  const engine = useEngine();
  const toasts = useToasts();
  const [offset, setOffset] = useState(0);
  const page = useQuery(`${job.job} ${offset} ${job.failures}`, () =>
    engine.jobFailures({ job: job.job, offset, limit: PAGE }),
  );
  const failures = page.value ?? [];
  const last = Math.min(offset + PAGE, job.failures);

  const copyAll = async () => {
    try {
      await copyText(failuresAsText(await allFailures(engine, job)));
      toasts.show({ title: `Copied ${formatCounted(job.failures, 'failure')}` });
    } catch (error) {
      toasts.fail('The list could not be copied', error);
    }
  };

  const saveAll = async () => {
    try {
      const text = failuresAsText(await allFailures(engine, job));
      saveFile(
        `${job.title}, failures.tsv`,
        new Blob([text], { type: 'text/tab-separated-values' }),
      );
    } catch (error) {
      toasts.fail('The list could not be saved', error);
    }
  };

  return (
    <Dialog
      title={`What failed: ${job.title}`}
      size="large"
      description={`${formatCounted(job.failures, 'file')} failed. All others are not affected.`}
      onClose={onClose}
      note={
        job.failures > PAGE &&
        `${formatCount(offset + 1)} to ${formatCount(last)} of ${formatCount(job.failures)}`
      }
      actions={
        <>
          {job.failures > PAGE && (
            <>
              <Button disabled={offset === 0} onClick={() => setOffset(offset - PAGE)}>
                Previous
              </Button>
              <Button disabled={last >= job.failures} onClick={() => setOffset(offset + PAGE)}>
                Next
              </Button>
            </>
          )}
          <Button onClick={() => void saveAll()}>Save as file</Button>
          <Button onClick={() => void copyAll()}>Copy all</Button>
          <Button variant="primary" onClick={onClose}>
            Close
          </Button>
        </>
      }
    >
      {page.error !== undefined && <ErrorNote error={page.error} />}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a table that scrolls has to be reachable by key */}
      <div className="failures" tabIndex={0} aria-busy={page.isLoading}>
        <table>
          <thead>
            <tr>
              <th scope="col">File</th>
              <th scope="col">What happened</th>
              <th scope="col">What to do</th>
            </tr>
          </thead>
          <tbody>
            {failures.map((failure) => (
              <tr key={`${failure.file} ${failure.code}`}>
                <td className="failures-file">{failure.file}</td>
                <td>{sayWhat(failure)}</td>
                <td className="soft">{failure.advice}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Dialog>
  );
}

function sayWhat({ message, offset }: JobFailure): string {
  return offset === undefined
    ? sentence(message)
    : `${sentence(message)} (byte ${formatCount(offset)})`;
}

async function allFailures(engine: Engine, job: Job): Promise<JobFailure[]> {
  const all: JobFailure[] = [];
  for (;;) {
    const some = await engine.jobFailures({ job: job.job, offset: all.length, limit: 1000 });
    all.push(...some);
    if (some.length === 0 || all.length >= job.failures) return all;
  }
}
