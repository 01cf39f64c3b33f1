import type { BacktestDetail } from '#contract/operations.ts';
import { hasStudiesToShow } from '#contract/study-summary.ts';
import { formatCell, formatCounted } from '../../ui/format.ts';
import { columnOf } from './headline.ts';

const sharpe = columnOf('studies', 'sharpe_ratio')!;
const count = columnOf('studies', 'number_of_runs')!;

/** The studies of a backtest, on each engine and over each universe; nothing for formats that have none. */
export function PreviewStudies({ detail }: { detail: BacktestDetail }) {
  const { studies } = detail;
  if (!hasStudiesToShow(detail)) return null;
  const names = new Set(studies.map((study) => study.values.study_name));
  return (
    <section aria-label="Studies of this backtest">
      <h3>{formatCounted(names.size, 'study', 'studies')}</h3>
      <table className="preview-runs">
        <thead>
          <tr>
            <th scope="col">Study and engine</th>
            <th scope="col" className="figure-cell">
              {count.label}
            </th>
            <th scope="col" className="figure-cell">
              {sharpe.label}
            </th>
          </tr>
        </thead>
        <tbody>
          {studies.map(({ no, values: own }) => (
            <tr key={no}>
              <th scope="row">
                <span className="preview-run">
                  <span className="truncate" title={String(own.study_name)}>
                    {own.study_name}
                  </span>
                  <span className="faint">
                    {[own.engine, own.universe_key ?? 'all universes', own.sample_type]
                      .filter((part) => (part ?? null) !== null)
                      .join(', ')}
                  </span>
                </span>
              </th>
              <td className="figure-cell">{formatCell(count, own.number_of_runs ?? null)}</td>
              <td className="figure-cell">{formatCell(sharpe, own.sharpe_ratio ?? null)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
