import { useState } from 'react';
import type { Job, JobId, OpenedArchive } from '#contract/operations.ts';
import { useEngine } from '../../engine/engine-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Menu } from '../../ui/menu.tsx';
import { useChooseFolder } from '../folder/folder-chooser.tsx';
import { isActive, sayOutcome } from '../jobs/describe-job.ts';
import { useJobs } from '../jobs/jobs.tsx';

const upkeep: ReadonlySet<string> = new Set([
  'verify',
  'prove',
  'rebuild',
  'repair',
  'compact',
  'gc',
]);
const isUpkeep = ({ kind }: Job) => upkeep.has(kind);

/** What can be done to the archive as a whole. Each becomes a job, shown at the bottom of the window. */
export function StorageActions({ archive }: { archive: OpenedArchive }) {
  const engine = useEngine();
  const chooseFolder = useChooseFolder();
  const [error, setError] = useState<unknown>();
  const id = { archive: archive.archive };
  const start = (starting: Promise<{ job: JobId }>) => {
    setError(undefined);
    starting.catch(setError);
  };
  const verify = (depth: 'quick' | 'sample' | 'full') =>
    start(engine.startVerify({ ...id, depth }));
  const repairFrom = async () => {
    const place = await chooseFolder('repair').catch((failure: unknown) => {
      setError(failure);
      return null;
    });
    if (place) start(engine.startRepair({ ...id, from: [place.id] }));
  };
  const latest = useJobs().find(
    (job) => isUpkeep(job) && job.archive === archive.archive && !isActive(job),
  );
  const isTiered = archive.kind === 'local-tiered';
  return (
    <section className="storage-section" aria-labelledby="storage-actions">
      <h2 id="storage-actions">Keep it well</h2>
      <div className="storage-actions">
        <Menu
          label="Verify"
          trigger={<Button>Verify</Button>}
          items={[
            {
              label: 'Quick',
              detail: 'Every file is there and as long as it should be',
              onSelect: () => verify('quick'),
            },
            {
              label: 'A sample',
              detail: 'A tenth of it in full',
              onSelect: () => verify('sample'),
            },
            { label: 'Full', detail: 'Every byte', onSelect: () => verify('full') },
          ]}
        />
        {isTiered && (
          <>
            <Button
              disabled={archive.isReadOnly}
              tooltip="Compresses every file again and compares it with the one that came in"
              onClick={() => start(engine.startProve(id))}
            >
              Prove files
            </Button>
            <Button
              disabled={archive.isReadOnly}
              tooltip="Makes index.sqlite again from the archive's own files"
              onClick={() => start(engine.startRebuild(id))}
            >
              Rebuild index
            </Button>
            <Menu
              label="Repair"
              trigger={<Button disabled={archive.isReadOnly}>Repair</Button>}
              items={[
                {
                  label: 'From the archive itself',
                  detail: 'Files that lie in its trash or quarantine come back',
                  onSelect: () => start(engine.startRepair({ ...id, from: [] })),
                },
                {
                  label: 'From a folder…',
                  detail: 'Bundles, or another copy of the archive',
                  onSelect: () => void repairFrom(),
                },
              ]}
            />
            <Button
              disabled={archive.isReadOnly}
              tooltip="Merges small batches and leaves out what was deleted"
              onClick={() => start(engine.startCompact(id))}
            >
              Compact
            </Button>
            <Button
              disabled={archive.isReadOnly}
              tooltip="Moves what nothing needs to the trash, and removes what has lain there for a week"
              onClick={() => start(engine.startGc({ ...id, withoutWaiting: false }))}
            >
              Collect garbage
            </Button>
          </>
        )}
      </div>
      {latest && (
        <p className="soft">
          {latest.title}: {sayOutcome(latest)}
        </p>
      )}
      {error !== undefined && <ErrorNote title="It could not be started" error={error} />}
    </section>
  );
}
