import type { RefObject } from 'react';
import { useEffect, useLayoutEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { ComparedCurves } from '#contract/compare.ts';
import { chartColours } from '../../ui/chart/chart-colours.ts';
import { type ChartPicture, canvasOf } from '../../ui/chart/chart-picture.ts';
import { svgOfPlots } from '../../ui/chart/plot-svg.ts';
import { formatDay, formatNumber } from '../../ui/format.ts';
import { useThemeTurn } from '../../ui/use-theme-turn.ts';
import { curveOptions } from './curve-options.ts';
import { type DrawnCurves, drawnCurves } from './drawn-curves.ts';

export interface CurvePoint {
  /** In `time` of the curves; null where the pointer is nowhere. */
  index: number | null;
  /** The run whose line is near, by place; null for none. */
  near: number | null;
}

interface CurveChartsProps {
  curves: ComparedCurves;
  isLog: boolean;
  baseline: number;
  hidden: ReadonlySet<number>;
  /** The run that is pointed at elsewhere, by place: the others fade. */
  marked: number | null;
  label: string;
  picture: RefObject<ChartPicture | null>;
  /** Called while the pointer moves: it must not draw with React. */
  onPoint: (point: CurvePoint) => void;
}

/** Equity above drawdown, on one axis of times. A picture: the table behind it says the same. */
export function CurveCharts(props: CurveChartsProps) {
  const { curves, isLog, baseline, hidden, marked, label, picture } = props;
  const place = useRef<HTMLDivElement>(null);
  const drawn = useRef<{ charts: uPlot[]; places: DrawnCurves['places'] } | null>(null);
  const tell = useRef(props.onPoint);
  tell.current = props.onPoint;
  const turn = useThemeTurn();

  // biome-ignore lint/correctness/useExhaustiveDependencies: another theme has other colours
  useLayoutEffect(() => {
    const element = place.current;
    if (element === null) return;
    const colours = chartColours(element);
    const sync = `compare ${crypto.randomUUID()}`;
    const width = () => Math.max(160, element.clientWidth);
    const heights = () => [0.62, 0.38].map((share) => Math.round(element.clientHeight * share));
    const time = curves.time.map((milliseconds) => milliseconds / 1000);
    const point: CurvePoint = { index: null, near: null };
    const make = (what: 'equity' | 'drawdown', height: number) => {
      const isEquity = what === 'equity';
      const isLogHere = isLog && isEquity;
      const lines = drawnCurves({ curves, what, hidden, baseline, isLog: isLogHere, colours });
      const options = curveOptions({
        size: { width: width(), height },
        colours,
        sync,
        lines: lines.lines,
        bands: lines.bands,
        isLog: isLogHere,
        hasTimes: !isEquity,
        format: isEquity ? sayEquity : sayFall,
        onCursor: (index) => {
          point.index = index;
          tell.current(point);
        },
        onNear: (series) => {
          point.near = series === null ? null : (lines.places[series - 1] ?? null);
          tell.current(point);
        },
      });
      const chart = new uPlot(options, [time, ...lines.values] as uPlot.AlignedData, element);
      return { chart, places: lines.places, bands: lines.bands };
    };
    const [upper, lower] = heights();
    const made = [make('equity', upper!), make('drawdown', lower!)];
    const charts = made.map(({ chart }) => chart);
    drawn.current = { charts, places: made[0]!.places };
    picture.current = {
      canvas: () => canvasOf(element),
      svg: () =>
        svgOfPlots(
          [
            { plot: charts[0]!, bands: made[0]!.bands, top: 0, format: sayEquity, time: null },
            {
              plot: charts[1]!,
              bands: made[1]!.bands,
              top: charts[0]!.height,
              format: sayFall,
              time: sayDay,
            },
          ],
          { width: charts[0]!.width, height: charts[0]!.height + charts[1]!.height },
          colours,
        ),
    };
    const watch = new ResizeObserver(() => {
      const sizes = heights();
      charts.forEach((chart, i) => {
        chart.setSize({ width: width(), height: sizes[i]! });
      });
    });
    watch.observe(element);
    return () => {
      watch.disconnect();
      picture.current = null;
      drawn.current = null;
      for (const chart of charts) chart.destroy();
    };
  }, [curves, isLog, baseline, hidden, picture, turn]);

  useEffect(() => {
    const { charts = [], places = [] } = drawn.current ?? {};
    const series = marked === null ? null : places.indexOf(marked) + 1;
    for (const chart of charts) chart.setSeries(series === 0 ? null : series, { focus: true });
  }, [marked]);

  return <div ref={place} role="img" aria-label={label} className="compare-charts" />;
}

function sayEquity(value: number): string {
  return formatNumber(value, 0);
}

function sayDay(seconds: number): string {
  return formatDay(seconds * 1000);
}

function sayFall(value: number): string {
  return `${formatNumber(value * 100, Math.abs(value) < 0.1 ? 1 : 0)}\u202f%`;
}
