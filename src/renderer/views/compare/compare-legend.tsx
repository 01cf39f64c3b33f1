import { Crosshair, Eye, EyeOff, X } from 'lucide-react';
import type { RefObject } from 'react';
import { IconButton } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Tooltip } from '../../ui/tooltip.tsx';
import { lineSwatch } from './line-styles.ts';
import type { RunLabel } from './run-labels.ts';

interface CompareLegendProps {
  labels: readonly RunLabel[];
  keys: readonly string[];
  baseline: number;
  hidden: ReadonlySet<number>;
  /** Whether every run is a line of its own; else only the baseline is. */
  hasLines: boolean;
  /** Filled by the chart while the pointer moves, by place. */
  values: RefObject<(HTMLElement | null)[]>;
  onMark: (place: number | null) => void;
  onBaseline: (place: number) => void;
  onHide: (place: number) => void;
  onRemove: (place: number) => void;
}

/** Every run with its line, its parameters and where it comes from. */
export function CompareLegend(props: CompareLegendProps) {
  return (
    <ol className="compare-legend" aria-label="Compared runs">
      {props.keys.map((key, place) => (
        <LegendItem key={key} place={place} {...props} />
      ))}
    </ol>
  );
}

function LegendItem(props: CompareLegendProps & { place: number }) {
  const { place, labels, baseline, hidden, hasLines, values, onMark } = props;
  const { short, origin } = labels[place] ?? { short: '…', origin: '' };
  const isBaseline = place === baseline;
  const isHidden = hidden.has(place);
  const name = `${place + 1}, ${short}`;
  return (
    <li
      className={classNames('compare-item', isBaseline && 'compare-baseline')}
      onPointerEnter={() => onMark(place)}
      onPointerLeave={() => onMark(null)}
      onFocus={() => onMark(place)}
      onBlur={() => onMark(null)}
    >
      {hasLines && <Swatch place={place} isFaint={isHidden} />}
      {/* Over the bands the baseline is the one line, in the second colour. */}
      {!hasLines && isBaseline && <Swatch place={1} />}
      <Tooltip text={`${short}\n${origin}`} placement="below">
        <span className="compare-name">
          <span className="truncate">
            <span className="faint">{place + 1}</span> {short}
          </span>
          <span className="truncate faint">{origin}</span>
        </span>
      </Tooltip>
      <span
        ref={(element) => {
          values.current[place] = element;
        }}
        className="compare-value tabular"
      />
      <span className="compare-item-actions">
        <IconButton
          label={isBaseline ? `Baseline: run ${name}` : `Measure against run ${name}`}
          icon={<Crosshair size={14} aria-hidden />}
          isPressed={isBaseline}
          onClick={() => props.onBaseline(place)}
        />
        {hasLines && (
          <IconButton
            label={`${isHidden ? 'Show' : 'Hide'} the curve of run ${name}`}
            icon={isHidden ? <EyeOff size={14} aria-hidden /> : <Eye size={14} aria-hidden />}
            isPressed={isHidden}
            onClick={() => props.onHide(place)}
          />
        )}
        <IconButton
          label={`Take run ${name} out`}
          icon={<X size={14} aria-hidden />}
          onClick={() => props.onRemove(place)}
        />
      </span>
    </li>
  );
}

export function Swatch({ place, isFaint = false }: { place: number; isFaint?: boolean }) {
  const { colour, dash } = lineSwatch(place);
  return (
    <svg
      className={classNames('compare-swatch', isFaint && 'compare-faint')}
      width="18"
      height="8"
      aria-hidden="true"
    >
      <line x1="0" y1="4" x2="18" y2="4" stroke={colour} strokeWidth="2" strokeDasharray={dash} />
    </svg>
  );
}
