import { type PointerEvent, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { ColumnFacts } from '#contract/operations.ts';
import type { RowColumns } from '#contract/sweep.ts';
import { type ChartCopy, ChartFrame } from '../../ui/chart/chart-frame.tsx';
import type { ChartPicture } from '../../ui/chart/chart-picture.ts';
import { ChartTip, type ChartTipAt } from '../../ui/chart/chart-tip.tsx';
import { canvasPen, penPicture } from '../../ui/chart/pen.ts';
import { useChartColours } from '../../ui/chart/use-chart-colours.ts';
import { classNames } from '../../ui/class-names.ts';
import { isSelected, type RowSelection } from '../../ui/data-table/row-selection.ts';
import { formatCell } from '../../ui/format.ts';
import { extend, isClick, type Lasso, paintLasso } from './lasso.ts';
import {
  dotAt,
  drawScatter,
  type ScatterFrame,
  scatterDots,
  scatterFrame,
} from './scatter-picture.ts';
import { useSize } from './use-size.ts';

interface ScatterChartProps {
  dots: RowColumns;
  /** Of the dots' columns: across, up, colour, and a name where there are not too many. */
  columns: readonly [ColumnFacts, ColumnFacts, ColumnFacts];
  selection: RowSelection;
  note: string;
  controls: React.ReactNode;
  copies: readonly ChartCopy[];
  isBehind: boolean;
  /** In the values of the two columns. */
  onLasso: (points: [number, number][], isAdding: boolean) => void;
  onDot: (no: number, isAdding: boolean) => void;
}

const REACH = 8;

/** A dot for every row; a line drawn around some selects them. */
export function ScatterChart(props: ScatterChartProps) {
  const { columns, selection } = props;
  const [across, up, colour] = columns;
  const picture = useRef<ChartPicture | null>(null);
  const base = useRef<HTMLCanvasElement>(null);
  const over = useRef<HTMLCanvasElement>(null);
  const { colours, ref } = useChartColours();
  const size = useSize(ref);
  const dots = useMemo(() => scatterDots(props.dots), [props.dots]);
  const frame = useMemo(() => size && scatterFrame(dots, size), [dots, size]);
  const [tip, setTip] = useState<ChartTipAt | null>(null);
  const lasso = useRef<Lasso | null>(null);

  const hasSelection = selection.kind === 'matching' || selection.nos.size > 0;
  const look = useMemo(() => {
    if (frame === null || colours === null) return null;
    const axisOf = (facts: ColumnFacts) => ({
      label: facts.label,
      format: (value: number) => formatCell(facts, value),
    });
    return {
      dots,
      frame,
      colours,
      axes: { x: axisOf(across), y: axisOf(up), colour: axisOf(colour) },
      isSelected: hasSelection ? (no: number) => isSelected(selection, no) : null,
    };
  }, [dots, frame, colours, across, up, colour, selection, hasSelection]);

  useLayoutEffect(() => {
    const context = sized(base.current, frame);
    if (context === null || look === null) return;
    drawScatter(canvasPen(context), look);
    const { width, height } = look.frame;
    picture.current = penPicture(
      () => ({ width, height }),
      (pen) => drawScatter(pen, look),
    );
  }, [look, frame]);
  useEffect(
    () => () => {
      picture.current = null;
    },
    [],
  );

  const repaint = () => {
    const context = sized(over.current, frame);
    if (context && lasso.current && colours) paintLasso(context, lasso.current, colours.accent);
  };
  const at = (event: PointerEvent): [number, number] => {
    const box = event.currentTarget.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  const finish = () => {
    const drawn = lasso.current;
    lasso.current = null;
    repaint();
    if (drawn === null || frame === null) return;
    if (!isClick(drawn)) {
      if (drawn.points.length < 3) return;
      const inside = drawn.points.map(([x, y]): [number, number] => [
        frame.fromX(x),
        frame.fromY(y),
      ]);
      props.onLasso(inside, drawn.isAdding);
      return;
    }
    const [x, y] = drawn.points[0]!;
    const found = dotAt(dots, frame, x, y, REACH);
    if (found >= 0) props.onDot(dots.nos[found]!, drawn.isAdding);
  };
  const title = `${up.label} over ${across.label}`;
  return (
    <ChartFrame
      title={title}
      level={2}
      note={props.note}
      controls={props.controls}
      picture={picture}
      copies={props.copies}
      table={scatterTable(props, title)}
      className="swept-scatter"
    >
      <div
        ref={ref}
        className={classNames('swept-picture', props.isBehind && 'chart-behind')}
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          const isAdding = event.shiftKey || event.ctrlKey || event.metaKey;
          lasso.current = { points: [at(event)], isAdding };
          setTip(null);
        }}
        onPointerMove={(event) => {
          const [x, y] = at(event);
          if (lasso.current === null) return setTip(tipAt(props, dots, frame, x, y));
          lasso.current = extend(lasso.current, x, y);
          repaint();
        }}
        onPointerUp={finish}
        onPointerCancel={() => {
          lasso.current = null;
          repaint();
        }}
        onPointerLeave={() => setTip(null)}
      >
        <canvas
          ref={base}
          role="img"
          aria-label={`${title}, coloured by ${colour.label}: a dot for each of ${dots.nos.length} rows`}
        />
        <canvas ref={over} />
        <ChartTip tip={tip} />
      </div>
    </ChartFrame>
  );
}

/** Ready to be drawn on in CSS pixels, empty. */
function sized(canvas: HTMLCanvasElement | null, frame: ScatterFrame | null) {
  const context = canvas?.getContext('2d') ?? null;
  if (canvas === null || context === null || frame === null) return null;
  const scale = window.devicePixelRatio;
  const [width, height] = [Math.round(frame.width * scale), Math.round(frame.height * scale)];
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  context.setTransform(scale, 0, 0, scale, 0, 0);
  context.clearRect(0, 0, frame.width, frame.height);
  return context;
}

function tipAt(
  { dots: { columns: answers }, columns }: ScatterChartProps,
  dots: ReturnType<typeof scatterDots>,
  frame: ScatterFrame | null,
  x: number,
  y: number,
): ChartTipAt | null {
  const found = frame === null ? -1 : dotAt(dots, frame, x, y, REACH);
  if (found < 0) return null;
  const row = dots.from[found]!;
  const name = textOf(answers[3], row);
  const lines = columns.map((facts, at) => `${facts.label}: ${cellText(facts, answers[at], row)}`);
  return { x, y, lines: name === null ? lines : [name, ...lines] };
}

function scatterTable({ dots, columns }: ScatterChartProps, caption: string) {
  const hasName = dots.columns.length > 3;
  return {
    caption,
    columns: [
      { label: hasName ? 'Name' : 'Row' },
      ...columns.map(({ label }, at) => ({
        label: columns.slice(0, at).some((one) => one.label === label)
          ? `${label} (colour)`
          : label,
        isNumber: true,
      })),
    ],
    length: dots.nos.length,
    row: (index: number) => [
      (hasName ? textOf(dots.columns[3], index) : null) ?? String(dots.nos[index]),
      ...columns.map((facts, at) => cellText(facts, dots.columns[at], index)),
    ],
  };
}

function textOf(column: RowColumns['columns'][number] | undefined, row: number): string | null {
  return column?.kind === 'codes' ? (column.values[column.codes[row]!] ?? null) : null;
}

function cellText(
  facts: ColumnFacts,
  column: RowColumns['columns'][number] | undefined,
  row: number,
): string {
  if (column?.kind === 'codes') return textOf(column, row) ?? '–';
  return formatCell(facts, column?.values[row] ?? null);
}
