import { type KeyboardEvent, type RefObject, useLayoutEffect, useRef, useState } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { SeriesPoints } from '#contract/operations.ts';
import { svgOf } from '#drawing/picture.ts';
import { Button } from '../../ui/button.tsx';
import { chartColours } from '../../ui/chart/chart-colours.ts';
import { type ChartPicture, canvasOf } from '../../ui/chart/chart-picture.ts';
import { curveKeyOf, pointAfter } from '../../ui/chart/curve-keys.ts';
import { paletteOf } from '../../ui/chart/drawn-picture.tsx';
import { isZoomed, showTime, showWhole, zoomAbout } from '../../ui/chart/plot-view.ts';
import { formatCell, formatNumber } from '../../ui/format.ts';
import { useThemeTurn } from '../../ui/use-theme-turn.ts';
import { drawdownColumn } from '../runs/headline.ts';
import { type Curves, drawCurves, sayPoint, summaryOf } from './equity-curves.ts';
import { linePlot } from './line-plot.ts';

interface EquityPlotsProps {
  curves: Curves;
  title: string;
  isLog: boolean;
  picture: RefObject<ChartPicture | null>;
}

const heights = { equity: 200, drawdown: 92, sharpe: 92 };

/** Equity, drawdown and rolling Sharpe with one cursor: by pointer, or by arrow keys as on a slider. */
export function EquityPlots({ curves, title, isLog, picture }: EquityPlotsProps) {
  const place = useRef<HTMLDivElement>(null);
  const plots = useRef<uPlot[]>([]);
  const turn = useThemeTurn();
  const last = curves.equity_curve.time.length - 1;
  const [at, setAt] = useState<number | null>(null);
  const index = Math.min(at ?? last, last);
  const [isClose, setClose] = useState(false);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another theme has other colours
  useLayoutEffect(() => {
    const element = place.current;
    if (element === null) return;
    const made = makePlots(element, curves, isLog, setAt, (plot) => setClose(isZoomed(plot)));
    plots.current = made;
    setClose(false);
    const watch = new ResizeObserver(() => {
      for (const plot of made) plot.setSize({ width: widthOf(element), height: plot.height });
    });
    watch.observe(element);
    picture.current = {
      canvas: () => canvasOf(element),
      svg: () =>
        svgOf(drawCurves(curves, isLog, widthOf(element), paletteOf(chartColours(element)))),
    };
    return () => {
      picture.current = null;
      plots.current = [];
      watch.disconnect();
      for (const plot of made) plot.destroy();
    };
  }, [curves, isLog, turn, picture]);

  const onKeyDown = (event: KeyboardEvent) => {
    const key = curveKeyOf(event);
    // There is one curve: up and down stay with the page.
    if (key === null || key.act === 'curve' || last < 0) return;
    event.preventDefault();
    const next = pointAfter(key, index, last) ?? index;
    const time = curves.equity_curve.time[next]! / 1000;
    if (key.act === 'zoom') zoomAbout(plots.current, time, key.factor);
    if (key.act === 'whole') showWhole(plots.current);
    setAt(next);
    showTime(plots.current, time);
  };
  return (
    <>
      <p className="run-readout tabular">{sayPoint(curves, index)}</p>
      <div className="run-plots">
        <div
          ref={place}
          role="slider"
          tabIndex={0}
          aria-label={`Equity of ${title}: ${summaryOf(curves)}`}
          aria-valuemin={0}
          aria-valuemax={Math.max(0, last)}
          aria-valuenow={Math.max(0, index)}
          aria-valuetext={sayPoint(curves, index)}
          className="run-plots-drawn"
          aria-description="Left and right arrows move the cursor, plus and minus zoom, 0 shows all."
          onKeyDown={onKeyDown}
        />
        {isClose && (
          <Button className="chart-whole" onClick={() => showWhole(plots.current)}>
            Show all times
          </Button>
        )}
      </div>
    </>
  );
}

function makePlots(
  element: HTMLElement,
  curves: Curves,
  isLog: boolean,
  onCursor: (index: number | null) => void,
  onZoom: (plot: uPlot) => void,
): uPlot[] {
  const colours = chartColours(element);
  const sync = `run ${crypto.randomUUID()}`;
  const { equity_curve: equity, drawdown_series: drawdown, rolling_sharpe_ratio: sharpe } = curves;
  const hasSharpe = sharpe.time.length > 0;
  const make = (
    points: SeriesPoints,
    height: number,
    options: Partial<Parameters<typeof linePlot>[0]>,
  ) =>
    new uPlot(
      linePlot({
        size: { width: widthOf(element), height },
        colours,
        sync,
        stroke: colours.series[0]!,
        fill: null,
        isLog: false,
        hasTimes: false,
        format: (value) => formatNumber(value, 0),
        onCursor: null,
        onZoom: null,
        ...options,
      }),
      dataOf(withEnds(points, equity.time), options.isLog === true),
      element,
    );
  const plots = [
    make(equity, heights.equity, {
      isLog,
      onCursor: (index) => onCursor(index ?? null),
      onZoom,
    }),
    make(drawdown, heights.drawdown, {
      stroke: colours.loss,
      fill: colours.lossSoft,
      hasTimes: !hasSharpe,
      format: (value) => formatCell(drawdownColumn, value),
    }),
  ];
  if (!hasSharpe) return plots;
  const format = (value: number) => formatNumber(value, 1);
  const stroke = colours.series[2]!;
  return [...plots, make(sharpe, heights.sharpe, { stroke, hasTimes: true, format })];
}

/** Reaching from end to end of the equity curve, so that all plots have one axis of time. */
function withEnds(points: SeriesPoints, whole: readonly number[]): SeriesPoints {
  const [first, last] = [whole[0], whole.at(-1)];
  const time = [...points.time];
  const value = [...points.value];
  if (first !== undefined && (time[0] ?? Number.POSITIVE_INFINITY) > first) {
    time.unshift(first);
    value.unshift(null);
  }
  if (last !== undefined && (time.at(-1) ?? Number.NEGATIVE_INFINITY) < last) {
    time.push(last);
    value.push(null);
  }
  return { ...points, time, value };
}

function dataOf({ time, value }: SeriesPoints, isLog: boolean): uPlot.AlignedData {
  const drawn = isLog ? value.map((one) => (one !== null && one > 0 ? one : null)) : value;
  return [time.map((milliseconds) => milliseconds / 1000), drawn];
}

function widthOf(element: HTMLElement): number {
  return Math.max(240, element.clientWidth);
}
