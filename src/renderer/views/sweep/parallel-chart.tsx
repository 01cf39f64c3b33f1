import { useEffect, useMemo, useRef, useState } from 'react';
import type { ColumnFacts } from '#contract/operations.ts';
import type { RowColumns } from '#contract/sweep.ts';
import { type ChartCopy, ChartFrame } from '../../ui/chart/chart-frame.tsx';
import type { ChartPicture } from '../../ui/chart/chart-picture.ts';
import { penPicture } from '../../ui/chart/pen-picture.ts';
import { useChartColours } from '../../ui/chart/use-chart-colours.ts';
import { classNames } from '../../ui/class-names.ts';
import type { RowSelection } from '../../ui/data-table/row-selection.ts';
import { formatCell, formatCount } from '../../ui/format.ts';
import { AxisBrush } from './axis-brush.tsx';
import type { Edge, Intervals } from './brush-edges.ts';
import { type Brushes, brushOf, intervalsOf } from './brushes.ts';
import { lineHeights, parallelFrame } from './parallel-frame.ts';
import { drawParallel, lineStrokes, type ParallelLook } from './parallel-picture.ts';
import { PickedRanges, withoutBrush } from './picked-ranges.tsx';
import { rowColumnsTable } from './row-columns-table.ts';
import { useParallelLayers } from './use-parallel-layers.ts';
import { useSize } from './use-size.ts';

interface ParallelChartProps {
  lines: RowColumns;
  columns: readonly ColumnFacts[];
  colourBy: number;
  isLowBest: boolean;
  selection: RowSelection;
  brushes: Brushes;
  onBrushes: (brushes: Brushes) => void;
  onSelect: () => void;
  onFilter: () => void;
  note: string;
  controls: React.ReactNode;
  copies: readonly ChartCopy[];
  isBehind: boolean;
}

/** An axis for every column, a line for every row. Drawn along an axis, a brush keeps the lines that pass through it. */
export function ParallelChart(props: ParallelChartProps) {
  const { lines, columns, colourBy, isLowBest, brushes, onBrushes } = props;
  const picture = useRef<ChartPicture | null>(null);
  const { colours, ref } = useChartColours();
  const size = useSize(ref);
  const look = useMemo((): ParallelLook | null => {
    if (size === null || colours === null) return null;
    const frame = parallelFrame(
      lines,
      columns.map((facts) => ({
        key: facts.key,
        label: facts.label,
        format: (value: number) => formatCell(facts, value),
      })),
      size,
    );
    const strokes = lineStrokes(lines, colourBy, isLowBest, colours);
    return { lines, frame, heights: lineHeights(lines, frame), strokes, colours };
  }, [lines, columns, colourBy, isLowBest, size, colours]);
  const layers = useParallelLayers(look, props.selection);
  const { only } = layers;
  useEffect(() => {
    if (look === null) return;
    picture.current = penPicture(
      () => look.frame,
      (pen) => drawParallel(pen, look, only),
    );
    return () => {
      picture.current = null;
    };
  }, [look, only]);

  const title = 'Parameters and metrics, line by line';
  const label = `${title}: ${formatCount(lines.nos.length)} lines over ${columns.map((one) => one.label).join(', ')}`;
  return (
    <ChartFrame
      title={title}
      level={2}
      note={props.note}
      controls={props.controls}
      picture={picture}
      copies={props.copies}
      table={rowColumnsTable(lines, columns, title)}
      className="swept-parallel"
    >
      <PickedRanges
        brushes={brushes}
        columns={columns}
        onBrushes={onBrushes}
        onSelect={props.onSelect}
        onFilter={props.onFilter}
      />
      <div ref={ref} className={classNames('swept-picture', props.isBehind && 'chart-behind')}>
        <canvas ref={layers.lines} role="img" aria-label={label} />
        <canvas ref={layers.selected} />
        <canvas ref={layers.axes} />
        {look && (
          <AxisBrushes
            look={look}
            brushes={brushes}
            onIntervals={(key, intervals, words) => {
              const brush = brushOf(intervals, words);
              const isNothing = brush === null || (brush.kind === 'words' && !brush.words.length);
              onBrushes(isNothing ? withoutBrush(brushes, key) : { ...brushes, [key]: brush });
            }}
          />
        )}
      </div>
      <p id="swept-axis-keys" className="visually-hidden">
        Left and right go from edge to edge, up and down move it, Delete takes the range away.
      </p>
    </ChartFrame>
  );
}

interface AxisBrushesProps {
  look: ParallelLook;
  brushes: Brushes;
  onIntervals: (key: string, intervals: Intervals, words: readonly string[] | null) => void;
}

/** One stop for Tab; from there left and right lead from edge to edge. */
function AxisBrushes({ look: { frame }, brushes, onIntervals }: AxisBrushesProps) {
  const [current, setCurrent] = useState<{ key: string; edge: Edge } | null>(null);
  const stop = frame.axes.some(({ key }) => key === current?.key)
    ? current
    : { key: frame.axes[0]?.key, edge: 'from' };
  return (
    <>
      {frame.axes.map((axis) => {
        const brush = brushes[axis.key];
        return (
          <AxisBrush
            key={axis.key}
            frame={frame}
            axis={axis}
            intervals={brush === undefined ? [] : intervalsOf(brush, axis.words)}
            onIntervals={(intervals) => onIntervals(axis.key, intervals, axis.words)}
            stop={stop?.key === axis.key ? (stop.edge as Edge) : null}
            onFocus={(edge) => setCurrent({ key: axis.key, edge })}
            onStep={(from, by) => {
              const edges = from.closest('.swept-picture')?.querySelectorAll('[role=slider]');
              const all = [...(edges ?? [])] as HTMLElement[];
              all[all.indexOf(from) + by]?.focus();
            }}
          />
        );
      })}
    </>
  );
}
