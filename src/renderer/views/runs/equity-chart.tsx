import { useLayoutEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { formatCell, formatDay, formatNumber } from '../../ui/format.ts';
import { drawdownColumn } from './headline.ts';
import type { Curves } from './use-preview.ts';
import { useThemeTurn } from './use-theme-turn.ts';

const EQUITY_HEIGHT = 132;
const DRAWDOWN_HEIGHT = 84;
const AXIS_WIDTH = 56;

/** Equity with the drawdown below, on one time axis. Pictures only: the table beside it says the same. */
export function EquityChart({ curves, label }: { curves: Curves; label: string }) {
  const place = useRef<HTMLDivElement>(null);
  const turn = useThemeTurn();

  // biome-ignore lint/correctness/useExhaustiveDependencies: another theme has other colours
  useLayoutEffect(() => {
    const element = place.current;
    if (element === null) return;
    const colours = coloursOf(element);
    const cursors = uPlot.sync(`curves ${Math.random()}`);
    const width = () => Math.max(120, element.clientWidth);
    const equity = new uPlot(
      options({ width: width(), height: EQUITY_HEIGHT, stroke: colours.equity, colours, cursors }),
      dataOf(curves.equity),
      element,
    );
    const drawdown = new uPlot(
      {
        ...options({
          width: width(),
          height: DRAWDOWN_HEIGHT,
          stroke: colours.loss,
          fill: colours.lossSoft,
          colours,
          cursors,
          format: (value) => formatCell(drawdownColumn, value),
        }),
      },
      dataOf(curves.drawdown),
      element,
    );
    const watch = new ResizeObserver(() => {
      equity.setSize({ width: width(), height: EQUITY_HEIGHT });
      drawdown.setSize({ width: width(), height: DRAWDOWN_HEIGHT });
    });
    watch.observe(element);
    return () => {
      watch.disconnect();
      equity.destroy();
      drawdown.destroy();
    };
  }, [curves, turn]);

  return <div ref={place} role="img" aria-label={label} className="equity-chart" />;
}

interface Colours {
  equity: string;
  loss: string;
  lossSoft: string;
  text: string;
  grid: string;
}

interface ChartOptions {
  width: number;
  height: number;
  stroke: string;
  fill?: string;
  colours: Colours;
  cursors: uPlot.SyncPubSub;
  format?: (value: number) => string;
}

function options(chart: ChartOptions): uPlot.Options {
  const { width, height, stroke, fill, colours, cursors } = chart;
  const format = chart.format ?? ((value: number) => formatNumber(value, 0));
  const axis = {
    stroke: colours.text,
    font: '11px "Inter Variable", system-ui, sans-serif',
    grid: { stroke: colours.grid, width: 1 },
    ticks: { show: false },
  };
  return {
    width,
    height,
    // Times are UTC everywhere.
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), 'UTC'),
    legend: { show: false },
    cursor: { sync: { key: cursors.key }, drag: { x: false, y: false }, points: { size: 5 } },
    scales: { x: { time: true } },
    series: [
      {},
      {
        stroke,
        width: 1.25,
        ...(fill === undefined ? {} : { fill }),
        spanGaps: false,
        points: { show: false },
      },
    ],
    axes: [
      {
        ...axis,
        size: 22,
        gap: 4,
        space: 72,
        values: (_plot, splits) => splits.map((seconds) => formatDay(seconds * 1000).slice(0, 7)),
      },
      {
        ...axis,
        size: AXIS_WIDTH,
        gap: 4,
        space: 28,
        values: (_plot, splits) => splits.map((value) => (value === null ? '' : format(value))),
      },
    ],
  };
}

function dataOf({ time, value }: { time: number[]; value: (number | null)[] }): uPlot.AlignedData {
  return [time.map((milliseconds) => milliseconds / 1000), value];
}

function coloursOf(element: Element): Colours {
  const style = getComputedStyle(element);
  const read = (name: string) => style.getPropertyValue(name).trim();
  return {
    equity: read('--series-1'),
    loss: read('--loss'),
    lossSoft: read('--loss-soft'),
    text: read('--text-faint'),
    grid: read('--hairline'),
  };
}
