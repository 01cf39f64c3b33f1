import { useRef } from 'react';
import { type ComparedCurves, CURVES_AT_MOST, type CurveScale } from '#contract/compare.ts';
import type { Answer } from '../../engine/use-query.ts';
import { Button } from '../../ui/button.tsx';
import type { ChartCopy } from '../../ui/chart/chart-frame.tsx';
import { ChartFrame } from '../../ui/chart/chart-frame.tsx';
import type { ChartPicture } from '../../ui/chart/chart-picture.ts';
import { Checkbox, Select } from '../../ui/choice.tsx';
import { classNames } from '../../ui/class-names.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { formatCount, formatCounted } from '../../ui/format.ts';
import { CurveCharts, type CurvePoint } from './curve-charts.tsx';
import { curveTable } from './curve-table.ts';
import type { RunLabel } from './run-labels.ts';
import { sayCurves } from './say-curves.ts';

interface CurvesSectionProps {
  answer: Answer<ComparedCurves>;
  count: number;
  labels: readonly RunLabel[];
  baseline: number;
  hidden: ReadonlySet<number>;
  marked: number | null;
  scale: CurveScale;
  isLog: boolean;
  onScale: (scale: CurveScale) => void;
  onLog: (isLog: boolean) => void;
  onPoint: (point: CurvePoint) => void;
  onKeepBest: () => void;
  copies: readonly ChartCopy[];
}

/** Equity and drawdown of all runs over each other. */
export function CurvesSection(props: CurvesSectionProps) {
  const { answer, count, labels, baseline, hidden, scale, isLog } = props;
  const picture = useRef<ChartPicture | null>(null);
  const readout = useRef<HTMLParagraphElement>(null);
  const curves = answer.value;
  const say = (point: CurvePoint) => {
    props.onPoint(point);
    if (readout.current === null || curves === undefined) return;
    readout.current.textContent = sayCurves({ curves, labels, baseline, hidden, scale }, point);
  };
  const isBand = count > CURVES_AT_MOST;
  return (
    <ChartFrame
      title="Equity and drawdown"
      level={2}
      className="compare-section"
      definition={definitionOf(scale)}
      note={noteOf(count, curves)}
      picture={picture}
      table={curves === undefined ? null : curveTable(curves, labels, scale)}
      copies={props.copies}
      controls={
        <>
          <Select
            label="Scale"
            isLabelHidden
            isQuiet
            value={scale}
            options={[
              { value: 'account', label: 'Account currency' },
              { value: 'rebased', label: 'Rebased to 100' },
            ]}
            onChange={props.onScale}
          />
          <Checkbox label="Log" isChecked={isLog} onChange={props.onLog} />
          {isBand && (
            <Button
              variant="quiet"
              tooltip={`Takes all other runs out of the comparison: up to ${CURVES_AT_MOST} are drawn one by one.`}
              onClick={props.onKeepBest}
            >
              Keep the {CURVES_AT_MOST} best by Sharpe
            </Button>
          )}
        </>
      }
    >
      {answer.error !== undefined && (
        <ErrorNote
          title="The curves could not be read"
          error={answer.error}
          actions={<Button onClick={answer.refresh}>Try again</Button>}
        />
      )}
      {/* Filled while the cursor moves, without React. */}
      <p ref={readout} className="compare-readout tabular" role="status" />
      <div
        className={classNames('compare-curves', answer.isStale && 'chart-behind')}
        aria-busy={answer.isLoading}
      >
        {curves === undefined && answer.error === undefined && (
          <p className="soft" role="status">
            Reading {formatCounted(count, 'curve')}…
          </p>
        )}
        {curves !== undefined && curves.time.length === 0 && (
          <p className="soft">None of these runs holds an equity curve.</p>
        )}
        {curves !== undefined && curves.time.length > 0 && (
          <CurveCharts
            curves={curves}
            isLog={isLog}
            baseline={baseline}
            hidden={hidden}
            marked={props.marked}
            label={`Equity and drawdown of ${formatCounted(count, 'run')} over time`}
            picture={picture}
            onPoint={say}
          />
        )}
      </div>
    </ChartFrame>
  );
}

function definitionOf(scale: CurveScale): string {
  const how =
    scale === 'rebased'
      ? 'Every curve is divided by its own first value and starts at 100.'
      : 'The value of the account over time, in its currency.';
  return `${how} Drawdown is the fall from the highest value so far. Drag over the chart to look closer; double-click to see all again. With the keyboard: arrow keys move the cursor and choose a run, plus and minus zoom, 0 shows all.`;
}

function noteOf(count: number, curves: ComparedCurves | undefined): string {
  const parts: string[] = [];
  if (count > CURVES_AT_MOST) {
    parts.push(
      `${formatCount(count)} runs: median (thick), 25 to 75 % and 10 to 90 % of the runs; above ${CURVES_AT_MOST} no run is drawn by itself but the baseline.`,
    );
  }
  if (curves?.isThinned) {
    parts.push(
      `Drawn at ${formatCount(curves.time.length)} times, where the longest curve has ${formatCount(curves.longest)} points; highs and lows are kept.`,
    );
  }
  return parts.join(' ');
}
