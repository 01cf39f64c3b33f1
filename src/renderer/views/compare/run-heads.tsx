import { Tooltip } from '../../ui/tooltip.tsx';
import { Swatch } from './compare-legend.tsx';
import type { RunLabel } from './run-labels.ts';

interface RunHeadProps {
  /** In the comparison, from 0. */
  place: number;
  label: RunLabel | undefined;
  baseline: number;
  /** Only the number: where there is no room for more. */
  isShort?: boolean;
}

/** What stands over a run's column: its line, its number, its parameters; all of it on hover. */
export function RunHead({ place, label, baseline, isShort = false }: RunHeadProps) {
  const { short, origin } = label ?? { short: '', origin: '' };
  const role = place === baseline ? 'Baseline. ' : '';
  return (
    <Tooltip text={`${role}${place + 1}: ${short}\n${origin}`}>
      <span className="compare-head">
        <span className="compare-head-line">
          <Swatch place={place} />
          <span>{place + 1}</span>
        </span>
        {isShort ? (
          <span className="visually-hidden">{short}</span>
        ) : (
          <span className="truncate compare-head-name">{short}</span>
        )}
      </span>
    </Tooltip>
  );
}
