import type { ReactNode } from 'react';

interface WeightLineProps {
  label: string;
  weight: number;
  onWeight: (weight: number) => void;
  /** What takes the change back. */
  action: ReactNode;
}

/** Sliders go so far; a number may be typed beyond. */
const FAR = 5;

/** One metric: a slider for the eye, a number for the exact. */
export function WeightLine({ label, weight, onWeight, action }: WeightLineProps) {
  const take = (text: string) => {
    const next = Number(text);
    if (text !== '' && Number.isFinite(next)) onWeight(next);
  };
  return (
    <li className="score-line">
      <span className="truncate" title={label}>
        {label}
      </span>
      <input
        type="range"
        aria-label={`Weight of ${label}, slider`}
        min={-FAR}
        max={FAR}
        step={0.1}
        value={weight}
        onChange={(event) => take(event.currentTarget.value)}
      />
      <input
        type="number"
        className="score-number"
        aria-label={`Weight of ${label}`}
        step={0.1}
        value={weight}
        onChange={(event) => take(event.currentTarget.value)}
      />
      <span className="score-action">{action}</span>
    </li>
  );
}
