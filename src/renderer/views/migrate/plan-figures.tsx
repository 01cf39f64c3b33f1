import type { MigratePlan } from '#contract/storage.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import {
  formatBytes,
  formatCount,
  formatCounted,
  formatDuration,
  NOTHING,
} from '../../ui/format.ts';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { sayShare } from '../storage/say-share.ts';

interface PlanFiguresProps {
  /** Undefined while the sample is being taken apart. */
  plan: MigratePlan | undefined;
  error: unknown;
  proof: 'payload' | 'file';
}

/** The dry run. Its place is kept while it is worked out. */
export function PlanFigures({ plan, error, proof }: PlanFiguresProps) {
  if (error !== undefined) return <ErrorNote title="There is no estimate" error={error} />;
  return (
    <section className="migrate-plan" aria-label="Estimate" aria-busy={plan === undefined}>
      <dl className="plan-figures">
        <Figure name="Now" value={plan && formatBytes(plan.sourceBytes)}>
          {plan && formatCounted(plan.bundles, 'bundle')}
        </Figure>
        <Figure
          name="Afterwards, about"
          value={plan && (plan.archiveBytes === null ? NOTHING : formatBytes(plan.archiveBytes))}
        >
          {plan && sayShare(plan.ratio)}
        </Figure>
        <Figure name="Time, about" value={plan && sayTime(plan, proof)}>
          {plan && proof === 'payload' && plan.proofSeconds !== null
            ? `then ${formatDuration(plan.proofSeconds)} in the background`
            : null}
        </Figure>
      </dl>
      {plan === undefined ? (
        <div role="status" className="migrate-estimating">
          <ProgressBar label="Estimating" done={0} total={null} />
          <p className="soft">Taking a sample apart to estimate…</p>
        </div>
      ) : (
        <p className="soft migrate-sample">{saySample(plan)}</p>
      )}
    </section>
  );
}

function Figure(props: { name: string; value: string | undefined; children?: React.ReactNode }) {
  return (
    <div className="plan-figure">
      <dt>{props.name}</dt>
      <dd>
        <strong className="plan-figure-value tabular">{props.value ?? NOTHING}</strong>
        <span className="soft">{props.children}</span>
      </dd>
    </div>
  );
}

function sayTime({ seconds, proofSeconds }: MigratePlan, proof: 'payload' | 'file'): string {
  if (seconds === null) return NOTHING;
  return formatDuration(proof === 'file' ? seconds + (proofSeconds ?? 0) : seconds);
}

function saySample({ sampled, bundles, sampledProved, failed, skipped }: MigratePlan): string {
  const { tried, file } = sampledProved;
  const parts = [
    sampled === 0
      ? 'No bundle could be read.'
      : `From ${formatCount(sampled)} of ${formatCount(bundles)} bundles, really taken apart and proved.`,
  ];
  if (tried > 0) {
    parts.push(
      `${formatCount(file)} of ${formatCounted(tried, 'file')} tried came out byte for byte.`,
    );
  }
  if (failed > 0) parts.push(`${formatCounted(failed, 'file')} cannot be read and will be listed.`);
  if (skipped > 0) parts.push(`${formatCounted(skipped, 'entry', 'entries')} will be passed over.`);
  return parts.join(' ');
}
