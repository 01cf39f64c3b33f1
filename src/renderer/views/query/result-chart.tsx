import { useMemo, useRef } from 'react';
import type { SqlResult } from '#contract/sql.ts';
import { chartColours } from '../../ui/chart/chart-colours.ts';
import { ChartFrame } from '../../ui/chart/chart-frame.tsx';
import type { ChartPicture } from '../../ui/chart/chart-picture.ts';
import { EChart } from '../../ui/chart/echart.tsx';
import { MarkSwatch } from '../../ui/chart/mark-swatch.tsx';
import { Select } from '../../ui/choice.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatCount } from '../../ui/format.ts';
import { useThemeTurn } from '../../ui/use-theme-turn.ts';
import {
  type ChartChoice,
  type ChartData,
  type ChartKind,
  chartData,
  choiceOf,
  namedChart,
} from './chart-data.ts';
import type { NamedChart } from './query-state.ts';
import { resultChartOption } from './result-chart-option.ts';
import { isNumeric, sayCell } from './result-table.ts';

interface ResultChartProps {
  result: SqlResult;
  /** What was chosen last. */
  chart: NamedChart | undefined;
  onChart: (chart: NamedChart) => void;
}

/** A picture of two columns of the answer, split by a third if wanted. */
export function ResultChart({ result, chart, onChart }: ResultChartProps) {
  const choice = useMemo(() => choiceOf(result, chart), [result, chart]);
  if (choice === null) {
    return (
      <EmptyState title="Nothing to draw">
        A chart needs a column of numbers; this answer has none.
      </EmptyState>
    );
  }
  return (
    <Chosen
      result={result}
      choice={choice}
      onChoice={(next) => onChart(namedChart(result, next))}
    />
  );
}

interface ChosenProps {
  result: SqlResult;
  choice: ChartChoice;
  onChoice: (choice: ChartChoice) => void;
}

function Chosen({ result, choice, onChoice }: ChosenProps) {
  const picture = useRef<ChartPicture | null>(null);
  const turn = useThemeTurn();
  const data = useMemo(() => chartData(result, choice), [result, choice]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another theme has other colours
  const option = useMemo(
    () => resultChartOption(data, choice, result, chartColours(document.documentElement)),
    [data, choice, result, turn],
  );
  const [across, up] = [result.columns[choice.x]!.name, result.columns[choice.y]!.name];
  const points = data.series.reduce((sum, { points: of }) => sum + of.length, 0);
  const all = result.columns.map(({ name }, at) => ({ value: String(at), label: name }));
  const numbers = all.filter((_, at) => isNumeric(result.rows, at));
  return (
    <ChartFrame
      title={`${up} by ${across}`}
      className="query-chart"
      note={noteOf(result, points, data)}
      picture={picture}
      table={{
        caption: `${up} by ${across}`,
        columns: result.columns.map(({ name }, at) => ({
          label: name,
          isNumber: isNumeric(result.rows, at),
        })),
        length: result.rows.length,
        row: (index) => result.rows[index]!.map(sayCell),
      }}
      controls={
        <>
          <Select<ChartKind>
            label="Chart"
            isLabelHidden
            isQuiet
            value={choice.kind}
            options={[
              { value: 'line', label: 'Line' },
              { value: 'scatter', label: 'Scatter' },
              { value: 'bar', label: 'Bar' },
            ]}
            onChange={(kind) => onChoice({ ...choice, kind })}
          />
          <Select
            label="Across"
            isLabelHidden
            isQuiet
            value={String(choice.x)}
            options={all.map((one) => ({ ...one, label: `x: ${one.label}` }))}
            onChange={(x) => onChoice({ ...choice, x: Number(x) })}
          />
          <Select
            label="Up"
            isLabelHidden
            isQuiet
            value={String(choice.y)}
            options={numbers.map((one) => ({ ...one, label: `y: ${one.label}` }))}
            onChange={(y) => onChoice({ ...choice, y: Number(y) })}
          />
          <Select
            label="Split by"
            isLabelHidden
            isQuiet
            value={choice.split === null ? '' : String(choice.split)}
            options={[
              { value: '', label: 'not split' },
              ...all.map((one) => ({ ...one, label: `split by ${one.label}` })),
            ]}
            onChange={(split) =>
              onChoice({ ...choice, split: split === '' ? null : Number(split) })
            }
          />
        </>
      }
    >
      <div className="query-drawn">
        {choice.split !== null && (
          <ul className="query-legend" aria-label="Colours">
            {data.series.map(({ name }, place) => (
              <li key={name} title={name}>
                <MarkSwatch place={place} />
                <span className="truncate">{name}</span>
              </li>
            ))}
          </ul>
        )}
        <div className="query-canvas">
          <EChart
            option={option}
            label={`${choice.kind} chart of ${up} by ${across}, ${formatCount(points)} points`}
            picture={picture}
          />
        </div>
      </div>
    </ChartFrame>
  );
}

function noteOf(result: SqlResult, points: number, { leftOut, series }: ChartData): string {
  const parts = [
    `${formatCount(points)} of ${formatCount(result.rows.length)} rows have both values.`,
  ];
  if (result.isCut) parts.push('The answer was cut: raise the number of rows to draw all of it.');
  if (leftOut > 0) {
    parts.push(
      `${formatCount(leftOut)} of ${formatCount(leftOut + series.length)} values of the split are not drawn: narrow the query to see them.`,
    );
  }
  return parts.join(' ');
}
