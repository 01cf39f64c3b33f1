import { type ResumeKind, THREADS_AT_MOST } from '#contract/settings.ts';
import { useQuery } from '../../engine/use-query.ts';
import { RadioGroup, Select } from '../../ui/choice.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { formatCounted } from '../../ui/format.ts';
import { useSettings } from './use-settings.ts';

/** Numbers of threads on offer: each a step that can be felt. */
const counts = [1, 2, 3, 4, 6, 8, 12, THREADS_AT_MOST];

/** How much of the machine jobs take, and what becomes of those that were cut off. */
export function JobsSection() {
  const { settings, choose, error } = useSettings();
  const facts = useQuery('engine facts', (engine) => engine.engineFacts({}));
  const here = facts.value === undefined ? '' : ` (${facts.value.processors} here)`;
  const offered = counts.includes(settings.threads) ? counts : [...counts, settings.threads];
  return (
    <section className="settings-section" aria-labelledby="settings-jobs">
      <h2 id="settings-jobs">How jobs are done</h2>
      <Select
        label="Threads that read and write bundles"
        value={String(settings.threads)}
        options={[
          { value: '0', label: `One for each processor${here}` },
          ...offered
            .filter((count) => count > 0)
            .map((count) => ({ value: String(count), label: formatCounted(count, 'thread') })),
        ]}
        onChange={(threads) => void choose({ threads: Number(threads) })}
      />
      <p className="soft">
        Counts from the next job; a tiered archive is written by four at most. Fewer leave the
        machine to others, and need less memory. On the command line it is --jobs.
      </p>
      <RadioGroup<ResumeKind>
        label="Indexing, imports, migrations, proofs and verifications that were cut off"
        value={settings.resume}
        onChange={(resume) => void choose({ resume })}
        options={[
          { value: 'asked', label: 'Wait for Resume' },
          { value: 'at-start', label: 'Go on by themselves when Strata is started' },
        ]}
      />
      {error !== undefined && <ErrorNote title="The setting was not kept" error={error} />}
    </section>
  );
}
