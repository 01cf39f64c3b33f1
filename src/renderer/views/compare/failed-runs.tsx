import type { Failure } from '#contract/reply.ts';
import { Button } from '../../ui/button.tsx';
import { formatCounted } from '../../ui/format.ts';
import type { RunLabel } from './run-labels.ts';

interface FailedRunsProps {
  failures: readonly { place: number; failure: Failure }[];
  labels: readonly RunLabel[];
  onTakeOut: (places: readonly number[]) => void;
}

/** Runs that are in the set but cannot be shown, each with its reason; the others are shown without them. */
export function FailedRuns({ failures, labels, onTakeOut }: FailedRunsProps) {
  if (failures.length === 0) return null;
  return (
    <section className="compare-failed" aria-label="Runs that could not be read">
      <p>
        <strong>{formatCounted(failures.length, 'run')} could not be read.</strong> The others are
        compared without.
      </p>
      <ul>
        {failures.map(({ place, failure }) => (
          <li key={place}>
            {place + 1}, {labels[place]?.origin || labels[place]?.short}: {failure.message}.{' '}
            {failure.advice}
          </li>
        ))}
      </ul>
      <Button onClick={() => onTakeOut(failures.map(({ place }) => place))}>Take them out</Button>
    </section>
  );
}
