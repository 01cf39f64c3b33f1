import type { ECharts } from 'echarts/core';
import { X } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { ColumnFacts } from '#contract/operations.ts';
import type { RowColumns } from '#contract/sweep.ts';
import { Button } from '../../ui/button.tsx';
import { type ChartCopy, ChartFrame } from '../../ui/chart/chart-frame.tsx';
import type { ChartPicture } from '../../ui/chart/chart-picture.ts';
import { ChartTip, type ChartTipAt } from '../../ui/chart/chart-tip.tsx';
import { EChart } from '../../ui/chart/echart.tsx';
import { useChartColours } from '../../ui/chart/use-chart-colours.ts';
import { classNames } from '../../ui/class-names.ts';
import { isSelected, type RowSelection } from '../../ui/data-table/row-selection.ts';
import { formatCell, formatCount } from '../../ui/format.ts';
import { type Brush, type Brushes, brushOf, handDrawn, intervalsOf, sayBrush } from './brushes.ts';
import { type ParallelAxis, parallelOption } from './parallel-option.ts';

interface ParallelChartProps {
  lines: RowColumns;
  columns: readonly ColumnFacts[];
  colourBy: number;
  isLowBest: boolean;
  selection: RowSelection;
  brushes: Brushes;
  onBrushes: (brushes: Brushes) => void;
  onFilter: () => void;
  note: string;
  controls: React.ReactNode;
  copies: readonly ChartCopy[];
  isBehind: boolean;
}

interface AreaSelected {
  parallelAxisId?: string;
  intervals?: [number, number][];
}

/** An axis for every column, a line for every row. Drawn along an axis, a brush keeps the lines that pass through it. */
export function ParallelChart(props: ParallelChartProps) {
  const { lines, columns, colourBy, isLowBest, selection, brushes, onBrushes } = props;
  const picture = useRef<ChartPicture | null>(null);
  const chart = useRef<ECharts | null>(null);
  const [tip, setTip] = useState<ChartTipAt | null>(null);
  const { colours, ref } = useChartColours();
  const axes = useMemo(
    () =>
      columns.map(
        (facts): ParallelAxis => ({
          key: facts.key,
          label: facts.label,
          format: (value) => formatCell(facts, value),
        }),
      ),
    [columns],
  );
  const hasSelection = selection.kind === 'matching' || selection.nos.size > 0;
  const option = useMemo(
    () =>
      colours &&
      parallelOption({
        lines,
        axes,
        colourBy,
        isLowBest,
        colours,
        isSelected: hasSelection ? (no) => isSelected(selection, no) : null,
      }),
    [lines, axes, colourBy, isLowBest, colours, selection, hasSelection],
  );
  const latest = useRef({ brushes, onBrushes, lines, columns });
  latest.current = { brushes, onBrushes, lines, columns };

  // After the chart was drawn anew, its brushes are put back.
  // biome-ignore lint/correctness/useExhaustiveDependencies: they go with every drawing
  useEffect(() => {
    if (chart.current) putBack(chart.current, latest.current);
  }, [option, brushes]);

  const title = 'Parameters and metrics, line by line';
  const entries = Object.entries(brushes).flatMap(([key, brush]) => {
    const facts = columns.find((one) => one.key === key);
    return facts === undefined ? [] : [{ key, brush, facts }];
  });
  return (
    <ChartFrame
      title={title}
      level={2}
      note={props.note}
      controls={props.controls}
      picture={picture}
      copies={props.copies}
      table={parallelTable(lines, columns, title)}
      className="swept-parallel"
    >
      {entries.length > 0 && (
        <div className="swept-brushes">
          <ul aria-label="Picked ranges" className="chips-list">
            {entries.map(({ key, brush, facts }) => (
              <li key={key} className="chip swept-brush">
                <span>
                  {sayBrush(facts.label, brush, (value) => formatCell(facts, handDrawn(value)))}
                </span>
                <button
                  type="button"
                  className="swept-unbrush"
                  aria-label={`Remove the range on ${facts.label}`}
                  onClick={() => onBrushes(without(brushes, key))}
                >
                  <X size={12} aria-hidden />
                </button>
              </li>
            ))}
          </ul>
          <Button variant="quiet" onClick={props.onFilter}>
            Filter to these
          </Button>
          <Button variant="quiet" onClick={() => onBrushes({})}>
            Remove ranges
          </Button>
        </div>
      )}
      <div
        ref={ref}
        className={classNames('swept-picture', props.isBehind && 'chart-behind')}
        data-brushed={entries.length > 0}
      >
        {option && (
          <EChart
            option={option}
            label={`${title}: ${formatCount(lines.nos.length)} lines over ${columns.map(({ label }) => label).join(', ')}`}
            picture={picture}
            onReady={(made) => {
              chart.current = made;
              putBack(made, latest.current);
              made.on('axisareaselected', (event) => {
                const { parallelAxisId, intervals } = event as AreaSelected;
                if (parallelAxisId === undefined || intervals === undefined) return;
                const now = latest.current;
                const at = now.columns.findIndex(({ key }) => key === parallelAxisId);
                const brush = brushOf(intervals, wordsOf(now.lines, at));
                const next = brush
                  ? { ...now.brushes, [parallelAxisId]: brush }
                  : without(now.brushes, parallelAxisId);
                if (JSON.stringify(next) !== JSON.stringify(now.brushes)) now.onBrushes(next);
              });
              made.on('mouseover', (event) => {
                if (event.componentType !== 'parallelAxis') return;
                const { offsetX: x = 0, offsetY: y = 0 } = event.event ?? {};
                const text = event.value ?? event.name;
                setTip({ x, y, lines: [String(text)] });
              });
              made.on('mouseout', () => setTip(null));
              made.on('globalout', () => setTip(null));
              return () => {
                chart.current = null;
              };
            }}
          />
        )}
        <ChartTip tip={tip} />
      </div>
    </ChartFrame>
  );
}

function putBack(
  chart: ECharts,
  { brushes, lines, columns }: Pick<ParallelChartProps, 'brushes' | 'lines' | 'columns'>,
): void {
  columns.forEach(({ key }, at) => {
    const brush: Brush | undefined = brushes[key];
    const intervals = brush === undefined ? [] : intervalsOf(brush, wordsOf(lines, at));
    chart.dispatchAction(
      { type: 'axisAreaSelect', parallelAxisId: key, intervals },
      { silent: true },
    );
  });
}

function wordsOf({ columns }: RowColumns, at: number): readonly string[] | null {
  const column = columns[at];
  return column?.kind === 'codes' ? column.values : null;
}

function without(brushes: Brushes, key: string): Brushes {
  const { [key]: _, ...rest } = brushes;
  return rest;
}

function parallelTable(lines: RowColumns, columns: readonly ColumnFacts[], caption: string) {
  return {
    caption,
    columns: [
      { label: 'Row' },
      ...columns.map(({ label }, at) => ({
        label,
        isNumber: lines.columns[at]?.kind === 'numbers',
      })),
    ],
    length: lines.nos.length,
    row: (index: number) => [
      String(lines.nos[index]),
      ...columns.map((facts, at) => {
        const column = lines.columns[at];
        if (column?.kind === 'codes') return column.values[column.codes[index]!] ?? '–';
        return formatCell(facts, column?.values[index] ?? null);
      }),
    ],
  };
}
