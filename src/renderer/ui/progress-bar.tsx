import { classNames } from './class-names.ts';
import './progress-bar.css';

interface ProgressBarProps {
  label: string;
  done: number;
  /** Null while it is not known how much there is. */
  total: number | null;
  isPaused?: boolean;
  /** What readers hear instead of the percentage. */
  valueText?: string;
}

export function ProgressBar({ label, done, total, isPaused, valueText }: ProgressBarProps) {
  const share = total === null ? null : total === 0 ? 1 : Math.min(1, done / total);
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={share === null ? undefined : Math.floor(share * 100)}
      aria-valuetext={valueText}
      className={classNames(
        'progress',
        share === null && !isPaused && 'progress-unknown',
        isPaused && 'progress-paused',
      )}
    >
      <div className="progress-fill" style={{ transform: `scaleX(${share ?? 1})` }} />
    </div>
  );
}
