import { Info } from 'lucide-react';
import type { ComparedCorrelation } from '#contract/compare.ts';
import type { Answer } from '../../engine/use-query.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { formatCount, formatNumber } from '../../ui/format.ts';
import { Tooltip } from '../../ui/tooltip.tsx';
import { RunHead } from './run-heads.tsx';
import type { RunLabel } from './run-labels.ts';
import { ScrollRegion } from './scroll-region.tsx';
import { shadeOf } from './shade.ts';

interface CorrelationSectionProps {
  /** `shown`: places of the runs, column by column. */
  answer: Answer<ComparedCorrelation & { shown: number[] }>;
  labels: readonly RunLabel[];
  baseline: number;
}

const definition =
  "Pearson's coefficient of the returns of two equity curves. Only times at which both have a value count; a return is the change from one such time to the next. 1: they move together, 0: nothing in common, −1: against each other. NaN: fewer than three returns in common, or one of them never moves.";

/** How alike every two runs move. */
export function CorrelationSection(props: CorrelationSectionProps) {
  const { answer, labels, baseline } = props;
  const found = answer.value;
  return (
    <section className="compare-section" aria-labelledby="compare-correlation">
      <header className="chart-head">
        <h2 id="compare-correlation" className="chart-title">
          Correlation of returns
        </h2>
        <Tooltip text={definition}>
          <button type="button" className="chart-about" aria-label="About Correlation of returns">
            <Info size={14} aria-hidden />
          </button>
        </Tooltip>
      </header>
      {answer.error !== undefined && (
        <ErrorNote
          title="The correlation could not be worked out"
          error={answer.error}
          actions={<Button onClick={answer.refresh}>Try again</Button>}
        />
      )}
      {found !== undefined && (
        <ScrollRegion label="Correlation of every two runs" isBehind={answer.isStale}>
          <table className="compare-table compare-dense compare-matrix">
            <thead>
              <tr>
                <th scope="col" className="compare-corner">
                  Run
                </th>
                {found.coefficients.map((_, i) => (
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
              {found.coefficients.map((row, i) => (
                <tr key={found.shown[i]}>
                  <th scope="row">
                    <RunHead
                      place={found.shown[i]!}
                      label={labels[found.shown[i]!]}
                      baseline={baseline}
                    />
                  </th>
                  {row.map((coefficient, j) => (
                    <CoefficientCell
                      key={found.shown[j]}
                      coefficient={coefficient}
                      shared={found.shared[i]?.[j] ?? 0}
                    />
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

function CoefficientCell({ coefficient, shared }: { coefficient: number | null; shared: number }) {
  if (coefficient === null) {
    const why =
      shared < 3
        ? `${formatCount(shared)} returns in common: three are the fewest.`
        : 'One of the two never moves.';
    return (
      <td className="faint" title={why}>
        NaN
      </td>
    );
  }
  return (
    <td style={shadeOf(coefficient, 1)} title={`${formatCount(shared)} returns in common`}>
      {formatNumber(coefficient, 2)}
    </td>
  );
}
