import uPlot from 'uplot';
import { CHART_FONT, type ChartColours } from '../../ui/chart/chart-colours.ts';
import { sayTimes } from '../../ui/chart/say-times.ts';

export interface LinePlot {
  size: { width: number; height: number };
  colours: ChartColours;
  /** Plots of the same name move their cursors and their zoom together. */
  sync: string;
  stroke: string;
  fill: string | null;
  isLog: boolean;
  hasTimes: boolean;
  format: (value: number) => string;
  onCursor: ((index: number | null | undefined) => void) | null;
  /** Other times are seen than before. */
  onZoom: ((plot: uPlot) => void) | null;
}

const AXIS_WIDTH = 64;
const AXIS_HEIGHT = 24;

/** A line over time. Drag to zoom, double-click to see all again. */
export function linePlot(plot: LinePlot): uPlot.Options {
  const { colours, stroke, fill, hasTimes, format, onCursor, onZoom } = plot;
  const axis = {
    stroke: colours.faint,
    font: `11px ${CHART_FONT}`,
    grid: { stroke: colours.hairline, width: 1 },
    ticks: { show: false },
    gap: 4,
  };
  const times = (_: uPlot, splits: number[], _axis: number, _space: number, step: number) =>
    hasTimes ? sayTimes(splits, step) : splits.map(() => '');
  return {
    ...plot.size,
    // Times are UTC everywhere.
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), 'UTC'),
    legend: { show: false },
    cursor: {
      sync: { key: plot.sync, scales: ['x', null] },
      drag: { x: true, y: false, uni: 10 },
      points: { size: 5 },
    },
    scales: {
      y: plot.isLog
        ? { distr: 3, range: (_plot, min, max) => uPlot.rangeLog(min, max, 10, false) }
        : { range: (_plot, min, max) => rangeOf(min, max) },
    },
    series: [
      {},
      { stroke, width: 1.25, spanGaps: false, points: { show: false }, ...(fill && { fill }) },
    ],
    axes: [
      { ...axis, size: hasTimes ? AXIS_HEIGHT : 6, space: 80, values: times },
      {
        ...axis,
        size: AXIS_WIDTH,
        space: 24,
        values: (_plot, splits) => splits.map((value) => (value === null ? '' : format(value))),
      },
    ],
    hooks: {
      ...(onCursor && { setCursor: [({ cursor }) => onCursor(cursor.idx)] }),
      ...(onZoom && { setScale: [(chart, scale) => scale === 'x' && onZoom(chart)] }),
    },
  };
}

/** A flat line lies in the middle of a little room. */
function rangeOf(min: number | null, max: number | null): uPlot.Range.MinMax {
  if (min === null || max === null) return [null, null];
  if (min !== max) return uPlot.rangeNum(min, max, 0.1, true);
  const room = Math.abs(min) * 0.05 || 0.01;
  return [min - room, max + room];
}
