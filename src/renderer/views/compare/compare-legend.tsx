import { Crosshair, Eye, EyeOff, X } from 'lucide-react';
import type { RefObject } from 'react';
import { IconButton } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Tooltip } from '../../ui/tooltip.tsx';
import { lineSwatch } from './line-styles.ts';
import type { RunLabel } from './run-labels.ts';
import { useLegendKeys } from './use-legend-keys.ts';

interface CompareLegendProps {
  labels: readonly RunLabel[];
  keys: readonly string[];
  baseline: number;
  hidden: ReadonlySet<number>;
  /** Whether every run is a line of its own; else only the baseline is. */
  hasLines: boolean;
  /** Filled by the chart while the cursor moves, by place. */
  values: RefObject<(HTMLElement | null)[]>;
  onMark: (place: number | null) => void;
  onBaseline: (place: number) => void;
  onHide: (place: number) => void;
  /** Shows no other curve; shows all where it is the only one already. */
  onIsolate: (place: number) => void;
  onRemove: (place: number) => void;
}

/** Every run with its line, its parameters and where it comes from. One stop of Tab; arrow keys go on from there. */
export function CompareLegend(props: CompareLegendProps) {
  const { list, stop, onFocus, onKeyDown } = useLegendKeys(props.keys.length, props.onRemove);
  return (
    <ol
      ref={list}
      className="compare-legend"
      aria-label="Compared runs"
      aria-description="Arrow keys move, Enter acts, Delete takes a run out."
      onFocus={onFocus}
      onKeyDown={onKeyDown}
    >
      {props.keys.map((key, place) => (
        <LegendItem key={key} place={place} isStop={place === stop} {...props} />
      ))}
    </ol>
  );
}

function LegendItem(props: CompareLegendProps & { place: number; isStop: boolean }) {
  const { place, isStop, labels, baseline, hidden, hasLines, values, onMark } = props;
  const { short, origin } = labels[place] ?? { short: '…', origin: '' };
  const isBaseline = place === baseline;
  const isHidden = hidden.has(place);
  const isAlone = hasLines && !isHidden && hidden.size > 0 && hidden.size === labels.length - 1;
  const name = `${place + 1}, ${short}`;
  const tabIndex = isStop ? 0 : -1;
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
      <Tooltip
        text={`${short}\n${origin}${hasLines ? `\n${isAlone ? 'Shows all curves' : 'Shows this curve alone'}` : ''}`}
        placement="below"
      >
        <button
          type="button"
          className="compare-name"
          tabIndex={tabIndex}
          aria-description={hasLines ? 'Shows its curve alone' : 'Measures against it'}
          aria-pressed={hasLines ? isAlone : isBaseline}
          onClick={() => (hasLines ? props.onIsolate(place) : props.onBaseline(place))}
        >
          <span className="truncate">
            <span className="visually-hidden">Run </span>
            <span className="faint">{place + 1}</span> {short}
          </span>
          <span className="truncate faint">{origin}</span>
        </button>
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
          tabIndex={tabIndex}
          isPressed={isBaseline}
          onClick={() => props.onBaseline(place)}
        />
        {hasLines && (
          <IconButton
            label={`${isHidden ? 'Show' : 'Hide'} the curve of run ${name}`}
            icon={isHidden ? <EyeOff size={14} aria-hidden /> : <Eye size={14} aria-hidden />}
            tabIndex={tabIndex}
            isPressed={isHidden}
            onClick={() => props.onHide(place)}
          />
        )}
        <IconButton
          label={`Take run ${name} out`}
          icon={<X size={14} aria-hidden />}
          tabIndex={tabIndex}
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
