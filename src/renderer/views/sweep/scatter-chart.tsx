import { useEffect, useMemo, useRef } from 'react';
import type { ColumnFacts } from '#contract/operations.ts';
import type { RowColumns } from '#contract/sweep.ts';
import { type ChartCopy, ChartFrame } from '../../ui/chart/chart-frame.tsx';
import type { ChartPicture } from '../../ui/chart/chart-picture.ts';
import { penPicture } from '../../ui/chart/pen-picture.ts';
import { useChartColours } from '../../ui/chart/use-chart-colours.ts';
import { classNames } from '../../ui/class-names.ts';
import type { RowSelection } from '../../ui/data-table/row-selection.ts';
import { formatCell } from '../../ui/format.ts';
import { type Lasso, lassoed } from './lasso.ts';
import { cellText, rowColumnsTable, textOf } from './row-columns-table.ts';
import type { ScatterDots } from './scatter-dots.ts';
import { placeDots, type ScatterFrame, scatterFrame } from './scatter-frame.ts';
import { drawScatter, type ScatterLook } from './scatter-picture.ts';
import { ScatterPointer } from './scatter-pointer.tsx';
import { useScatterLayers } from './use-scatter-layers.ts';
import { useSize } from './use-size.ts';

export type ScatterColumns = readonly [ColumnFacts, ColumnFacts, ColumnFacts];

interface ScatterChartProps {
  rows: RowColumns;
  dots: ScatterDots;
  /** Of the rows' columns: across, up, colour, and a name where there are not too many. */
  columns: ScatterColumns;
  selection: RowSelection;
  note: string;
  controls: React.ReactNode;
  copies: readonly ChartCopy[];
  isBehind: boolean;
  /** The line in the values of the two columns, and the rows drawn within it. */
  onLasso: (points: [number, number][], nos: number[], isAdding: boolean) => void;
  onDot: (no: number, isAdding: boolean) => void;
}

/** A dot for every row; a line drawn around some selects them. */
export function ScatterChart(props: ScatterChartProps) {
  const { rows, dots, columns, onLasso, onDot } = props;
  const picture = useRef<ChartPicture | null>(null);
  const { colours, ref } = useChartColours();
  const size = useSize(ref);
  const look = useMemo((): ScatterLook | null => {
    if (size === null || colours === null) return null;
    const [x, y, colour] = columns.map((facts) => ({
      label: facts.label,
      format: (value: number) => formatCell(facts, value),
    }));
    const frame = scatterFrame(dots, size);
    const placed = placeDots(dots, frame);
    return { dots, frame, placed, colours, axes: { x: x!, y: y!, colour: colour! } };
  }, [dots, size, colours, columns]);
  const { layers, only } = useScatterLayers(look, props.selection);
  useEffect(() => {
    if (look === null) return;
    picture.current = penPicture(
      () => look.frame,
      (pen) => drawScatter(pen, look, only),
    );
    return () => {
      picture.current = null;
    };
  }, [look, only]);

  const [across, up, colour] = columns;
  const title = `${up.label} over ${across.label}`;
  return (
    <ChartFrame
      title={title}
      level={2}
      note={props.note}
      controls={props.controls}
      picture={picture}
      copies={props.copies}
      table={rowColumnsTable(rows, columns, title)}
      className="swept-scatter"
    >
      <div ref={ref} className={classNames('swept-picture', props.isBehind && 'chart-behind')}>
        <canvas
          ref={layers.axes}
          role="img"
          aria-label={`${title}, coloured by ${colour.label}: a dot for each of ${dots.nos.length} rows`}
        />
        <canvas ref={layers.dots} />
        <canvas ref={layers.selected} />
        <ScatterPointer
          look={look}
          tell={(dot) => tellDot(rows, columns, dots.from[dot]!)}
          onLasso={(lasso) =>
            look &&
            onLasso(
              inValues(lasso, look.frame),
              lassoed(lasso, look.placed).map((dot) => dots.nos[dot]!),
              lasso.isAdding,
            )
          }
          onDot={(dot, isAdding) => onDot(dots.nos[dot]!, isAdding)}
        />
      </div>
    </ChartFrame>
  );
}

function inValues({ points }: Lasso, { fromX, fromY }: ScatterFrame): [number, number][] {
  return points.map(([x, y]) => [fromX(x), fromY(y)]);
}

function tellDot(rows: RowColumns, columns: ScatterColumns, row: number): string[] {
  const name = textOf(rows.columns[columns.length], row);
  const lines = columns.map(
    (facts, at) => `${facts.label}: ${cellText(facts, rows.columns[at], row)}`,
  );
  return name === null ? lines : [name, ...lines];
}
