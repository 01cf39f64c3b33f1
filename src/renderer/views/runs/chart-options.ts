import uPlot from 'uplot';
import { formatDay } from '../../ui/format.ts';

export interface ChartColours {
  equity: string;
  loss: string;
  lossSoft: string;
  text: string;
  grid: string;
}

interface Chart {
  size: { width: number; height: number };
  colours: ChartColours;
  /** Charts of the same name move their cursors together. */
  sync: string;
  stroke: string;
  fill: string | null;
  /** Whether the axis below says its times. */
  hasTimes: boolean;
  format: (value: number) => string;
  /** The point under the pointer; null when it left. */
  onCursor: ((index: number | null | undefined) => void) | null;
}

const AXIS_WIDTH = 60;
const AXIS_HEIGHT = 22;

/** A small line over time: no legend, no zoom. */
export function chartOptions(chart: Chart): uPlot.Options {
  const { size, colours, stroke, fill, hasTimes, format, onCursor } = chart;
  const axis = {
    stroke: colours.text,
    font: '11px "Inter Variable", system-ui, sans-serif',
    grid: { stroke: colours.grid, width: 1 },
    ticks: { show: false },
    gap: 4,
  };
  const times = (_plot: uPlot, splits: number[], _axis: number, _space: number, step: number) =>
    splits.map((seconds) => (hasTimes ? sayTime(seconds, step) : ''));
  return {
    ...size,
    // Times are UTC everywhere.
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), 'UTC'),
    legend: { show: false },
    cursor: { sync: { key: chart.sync }, drag: { x: false, y: false }, points: { size: 5 } },
    scales: { y: { range: (_plot, min, max) => rangeOf(min, max) } },
    series: [
      {},
      {
        stroke,
        width: 1.25,
        spanGaps: false,
        points: { show: false },
        ...(fill === null ? {} : { fill }),
      },
    ],
    axes: [
      { ...axis, size: hasTimes ? AXIS_HEIGHT : 6, space: 72, values: times },
      {
        ...axis,
        size: AXIS_WIDTH,
        space: 22,
        values: (_plot, splits) => splits.map((value) => (value === null ? '' : format(value))),
      },
    ],
    hooks: onCursor === null ? {} : { setCursor: [(plot) => onCursor(plot.cursor.idx)] },
  };
}

/** A flat line lies in the middle of a little room, not at the foot of a hundred. */
function rangeOf(min: number | null, max: number | null): uPlot.Range.MinMax {
  if (min === null || max === null) return [null, null];
  if (min !== max) return uPlot.rangeNum(min, max, 0.1, true);
  const room = Math.abs(min) * 0.05 || 0.01;
  return [min - room, max + room];
}

const MONTH = 28 * 86_400;

/** "2021-10", or "10-05" where the marks are days apart. */
function sayTime(seconds: number, step: number): string {
  const day = formatDay(seconds * 1000);
  return step < MONTH ? day.slice(5) : day.slice(0, 7);
}

/** The theme's colours, for what is painted. */
export function chartColours(element: Element): ChartColours {
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
