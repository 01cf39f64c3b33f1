import { useState } from 'react';
import type { ArchiveId } from '#contract/operations.ts';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { formatCell, formatCount, formatDay, formatNumber } from '../../ui/format.ts';
import { EquityChart } from './equity-chart.tsx';
import { drawdownColumn } from './headline.ts';
import { type Curves, useCurves } from './use-preview.ts';

interface PreviewCurvesProps {
  archive: ArchiveId;
  handle: string;
  run: number | null;
  title: string;
}

/** The curves of one run, as a picture and as a table. */
export function PreviewCurves({ archive, handle, run, title }: PreviewCurvesProps) {
  const answer = useCurves(archive, handle, run);
  const curves = answer.value;
  return (
    <section aria-label="Equity and drawdown">
      <h3>Equity and drawdown</h3>
      {run === null && <p className="soft">The bundle holds no run.</p>}
      {answer.error !== undefined && (
        <ErrorNote
          title="The curves could not be read"
          error={answer.error}
          actions={<Button onClick={answer.refresh}>Try again</Button>}
        />
      )}
      {run !== null && answer.error === undefined && (
        <div
          className={classNames('preview-curves', answer.isStale && 'preview-behind')}
          aria-busy={answer.isLoading}
        >
          {curves !== undefined && <Shown curves={curves} title={title} />}
        </div>
      )}
    </section>
  );
}

function Shown({ curves, title }: { curves: Curves; title: string }) {
  const { equity } = curves;
  if (equity.time.length === 0) return <p className="soft">The run holds no equity curve.</p>;
  return (
    <>
      <EquityChart curves={curves} label={summaryOf(curves, title)} />
      {equity.total > equity.time.length && (
        <p className="faint preview-thinned">
          {formatCount(equity.time.length)} of {formatCount(equity.total)} points are drawn; highs
          and lows are kept.
        </p>
      )}
      <CurveTable curves={curves} />
    </>
  );
}

/** Rows of the table: a curve is told by far fewer points than it is drawn with. */
const TOLD = 40;

function CurveTable({ curves }: { curves: Curves }) {
  const [isOpen, setIsOpen] = useState(false);
  const { equity, drawdown } = curves;
  const drawdownAt = new Map(drawdown.time.map((time, index) => [time, drawdown.value[index]]));
  const told = isOpen ? evenly(equity.time.length, TOLD) : [];
  return (
    <details className="curve-table" onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary>As a table</summary>
      <table className="preview-runs">
        <caption className="faint">
          {formatCount(told.length)} of {formatCount(equity.total)} points, times in UTC
        </caption>
        <thead>
          <tr>
            <th scope="col">Day</th>
            <th scope="col" className="figure-cell">
              Equity
            </th>
            <th scope="col" className="figure-cell">
              Drawdown
            </th>
          </tr>
        </thead>
        <tbody>
          {told.map((index) => {
            const time = equity.time[index]!;
            const value = equity.value[index] ?? null;
            return (
              <tr key={index}>
                <th scope="row">{formatDay(time)}</th>
                <td className="figure-cell">{value === null ? '–' : formatNumber(value, 2)}</td>
                <td className="figure-cell">
                  {formatCell(drawdownColumn, drawdownAt.get(time) ?? null)}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </details>
  );
}

/** Indices from the first to the last, evenly apart. */
function evenly(length: number, count: number): number[] {
  if (length <= count) return Array.from({ length }, (_, index) => index);
  return Array.from({ length: count }, (_, index) =>
    Math.round((index * (length - 1)) / (count - 1)),
  );
}

function summaryOf({ equity, drawdown }: Curves, title: string): string {
  const values = equity.value.filter((value) => value !== null);
  const first = values[0];
  const last = values.at(-1);
  if (first === undefined || last === undefined) return `Equity of ${title}: no values`;
  const from = formatDay(equity.time[0] ?? 0);
  const to = formatDay(equity.time.at(-1) ?? 0);
  const deepest = drawdown.value.reduce<number>(
    (deep, value) => Math.max(deep, Math.abs(value ?? 0)),
    0,
  );
  return (
    `Equity of ${title}: from ${formatNumber(first, 2)} on ${from} to ${formatNumber(last, 2)} ` +
    `on ${to}, deepest drawdown ${formatCell(drawdownColumn, deepest)}`
  );
}
