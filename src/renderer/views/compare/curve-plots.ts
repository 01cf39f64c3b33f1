import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { ComparedCurves } from '#contract/compare.ts';
import { chartColours } from '../../ui/chart/chart-colours.ts';
import { type ChartPicture, canvasOf } from '../../ui/chart/chart-picture.ts';
import { svgOfPlots } from '../../ui/chart/plot-svg.ts';
import { formatDay, formatNumber } from '../../ui/format.ts';
import { curveOptions } from './curve-options.ts';
import { drawnCurves } from './drawn-curves.ts';

export interface CurvePlots {
  /** Equity above drawdown. */
  plots: readonly uPlot[];
  /** Which run each line is, by its place in the comparison; null for a quantile. */
  places: readonly (number | null)[];
  picture: ChartPicture;
  destroy: () => void;
}

interface Drawing {
  curves: ComparedCurves;
  isLog: boolean;
  baseline: number;
  hidden: ReadonlySet<number>;
  onCursor: (index: number | null) => void;
  /** The run whose line is near, by place. */
  onNear: (place: number | null) => void;
  onZoom: () => void;
}

/** Draws into the element, and again at its new size whenever it gets one. */
export function drawCurvePlots(element: HTMLElement, drawing: Drawing): CurvePlots {
  const { curves, hidden, baseline } = drawing;
  const colours = chartColours(element);
  const sync = `compare ${crypto.randomUUID()}`;
  const width = () => Math.max(160, element.clientWidth);
  const heights = () => [0.62, 0.38].map((share) => Math.round(element.clientHeight * share));
  const time = curves.time.map((milliseconds) => milliseconds / 1000);
  const make = (what: 'equity' | 'drawdown', height: number) => {
    const isEquity = what === 'equity';
    const isLog = drawing.isLog && isEquity;
    const lines = drawnCurves({ curves, what, hidden, baseline, isLog, colours });
    const options = curveOptions({
      size: { width: width(), height },
      colours,
      sync,
      lines: lines.lines,
      bands: lines.bands,
      isLog,
      hasTimes: !isEquity,
      format: isEquity ? sayEquity : sayFall,
      onCursor: drawing.onCursor,
      onNear: (series) =>
        drawing.onNear(series === null ? null : (lines.places[series - 1] ?? null)),
      onZoom: drawing.onZoom,
    });
    const plot = new uPlot(options, [time, ...lines.values] as uPlot.AlignedData, element);
    return { plot, places: lines.places, bands: lines.bands };
  };
  const [upper, lower] = heights();
  const equity = make('equity', upper!);
  const drawdown = make('drawdown', lower!);
  const plots = [equity.plot, drawdown.plot];
  const watch = new ResizeObserver(() => {
    const sizes = heights();
    plots.forEach((plot, i) => {
      plot.setSize({ width: width(), height: sizes[i]! });
    });
  });
  watch.observe(element);
  const svg = () =>
    svgOfPlots(
      [
        { plot: plots[0]!, bands: equity.bands, top: 0, format: sayEquity, time: null },
        {
          plot: plots[1]!,
          bands: drawdown.bands,
          top: plots[0]!.height,
          format: sayFall,
          time: sayDay,
        },
      ],
      { width: plots[0]!.width, height: plots[0]!.height + plots[1]!.height },
      colours,
    );
  return {
    plots,
    places: equity.places,
    picture: { canvas: () => canvasOf(element), svg },
    destroy() {
      watch.disconnect();
      for (const plot of plots) plot.destroy();
    },
  };
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
