import type { BacktestDetail } from '#contract/operations.ts';
import { studyToName } from '#contract/study-summary.ts';
import { classNames } from '../../ui/class-names.ts';
import { formatCell, formatCounted, formatDay, toneOf } from '../../ui/format.ts';
import { columnOf } from './headline.ts';

interface PreviewRunsProps {
  detail: BacktestDetail;
  /** The run whose curve is shown. */
  shown: number | null;
  onShow: (run: number) => void;
}

const sharpe = columnOf('runs', 'sharpe_ratio')!;
const gain = columnOf('runs', 'total_net_gain_percentage')!;

/** The runs of a backtest; choosing one shows its curve. */
export function PreviewRuns({ detail, shown, onShow }: PreviewRunsProps) {
  // An index of the framework says how many there are, and has none of them.
  const runs = Math.max(detail.runs.length, Number(detail.values.number_of_runs ?? 0));
  return (
    <section aria-label="Runs of this backtest">
      <h3>{formatCounted(runs, 'run')}</h3>
      {runs > detail.runs.length && <p className="faint">This index has no rows for them.</p>}
      {detail.runs.length > 0 && (
        <table className="preview-runs">
          <thead>
            <tr>
              <th scope="col">Window, UTC</th>
              <th scope="col" className="figure-cell">
                {sharpe.label}
              </th>
              <th scope="col" className="figure-cell">
                {gain.label}
              </th>
            </tr>
          </thead>
          <tbody>
            {detail.runs.map(({ run, values }) => {
              const sharpeValue = values.sharpe_ratio ?? null;
              const gainValue = values.total_net_gain_percentage ?? null;
              const study = studyToName(values.study_name);
              return (
                <tr key={run} className={classNames(run === shown && 'preview-run-shown')}>
                  <th scope="row">
                    <button
                      type="button"
                      aria-pressed={run === shown}
                      className="preview-run"
                      onClick={() => onShow(run)}
                    >
                      <span className="truncate">{values.window ?? `Run ${run}`}</span>
                      <span className="faint">
                        {spanOf(values.start, values.end)}
                        {values.engine ? `, ${values.engine}` : ''}
                        {values.window_role ? `, ${values.window_role}` : ''}
                        {study === null ? '' : `, ${study}`}
                      </span>
                    </button>
                  </th>
                  <td className="figure-cell">{formatCell(sharpe, sharpeValue)}</td>
                  <td className={classNames('figure-cell', toneOf(gain, gainValue))}>
                    {formatCell(gain, gainValue)}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
    </section>
  );
}

function spanOf(start: unknown, end: unknown): string {
  const day = (time: unknown) => (typeof time === 'number' ? formatDay(time) : '?');
  return `${day(start)} to ${day(end)}`;
}
