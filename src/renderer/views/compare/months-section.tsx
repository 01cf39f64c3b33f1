import type { ComparedMonths } from '#contract/compare.ts';
import type { Answer } from '../../engine/use-query.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { formatDay, formatNumber, NOTHING } from '../../ui/format.ts';
import { Tooltip } from '../../ui/tooltip.tsx';
import { RunHead } from './run-heads.tsx';
import type { RunLabel } from './run-labels.ts';
import { ScrollRegion } from './scroll-region.tsx';
import { shadeOf } from './shade.ts';

interface MonthsSectionProps {
  /** `shown`: places of the runs, column by column. */
  answer: Answer<ComparedMonths & { shown: number[] }>;
  labels: readonly RunLabel[];
  baseline: number;
}

/** Monthly returns of every run, month below month. */
export function MonthsSection({ answer, labels, baseline }: MonthsSectionProps) {
  const found = answer.value;
  return (
    <section className="compare-section" aria-labelledby="compare-months">
      <header className="chart-head">
        <h2 id="compare-months" className="chart-title">
          Monthly returns
        </h2>
      </header>
      <p className="chart-note">
        In percent, by calendar month in UTC, as the bundles hold them. The deeper the ground, the
        larger the gain (teal) or the loss (orange), up to 10 %.
      </p>
      {answer.error !== undefined && (
        <ErrorNote
          title="The monthly returns could not be read"
          error={answer.error}
          actions={<Button onClick={answer.refresh}>Try again</Button>}
        />
      )}
      {found !== undefined && found.months.length === 0 && (
        <p className="soft">None of these runs holds monthly returns.</p>
      )}
      {found !== undefined && found.months.length > 0 && (
        <ScrollRegion label="Months side by side" isBehind={answer.isStale}>
          <table className="compare-table compare-dense">
            <thead>
              <tr>
                <th scope="col" className="compare-corner">
                  Month
                </th>
                {found.returns.map((_, i) => (
                  <th key={found.shown[i]} scope="col">
                    <RunHead
                      place={found.shown[i]!}
                      label={labels[found.shown[i]!]}
                      baseline={baseline}
                      isShort
                    />
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {found.months.map((month, at) => (
                <tr key={month}>
                  <th scope="row">{formatDay(month).slice(0, 7)}</th>
                  {found.returns.map((returns, i) => (
                    <MonthCell key={found.shown[i]} value={returns[at] ?? null} />
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      )}
    </section>
  );
}

function MonthCell({ value }: { value: number | null }) {
  if (value === null) {
    return (
      <td className="faint">
        <Tooltip text="The run has no return in this month.">
          <span>{NOTHING}</span>
        </Tooltip>
      </td>
    );
  }
  return <td style={shadeOf(value, 0.1)}>{formatNumber(value * 100, 2, true)}</td>;
}
