import uPlot from 'uplot';
import { CHART_FONT, type ChartColours } from '../../ui/chart/chart-colours.ts';
import { sayTimes } from '../../ui/chart/say-times.ts';

export interface CurveLine {
  stroke: string;
  dash: readonly number[];
  width: number;
}

interface CurvePlot {
  size: { width: number; height: number };
  colours: ChartColours;
  /** Charts of the same name move their cursors and their focus together. */
  sync: string;
  lines: readonly CurveLine[];
  /** Pairs of lines, by place from 1, between which the ground is coloured. */
  bands: readonly { series: [number, number]; fill: string }[];
  isLog: boolean;
  /** Whether the axis below says its times. */
  hasTimes: boolean;
  format: (value: number) => string;
  onCursor: (index: number | null) => void;
  /** The line nearest to the pointer, by place from 1; null when none is near. */
  onNear: (series: number | null) => void;
  /** Other times are seen than before. */
  onZoom: () => void;
}

const AXIS_WIDTH = 64;
const AXIS_HEIGHT = 22;
/** Pixels within which a line is the one that is meant. */
const NEAR = 24;

/** Many lines over time, that share their cursor with the chart below or above. */
export function curveOptions(plot: CurvePlot): uPlot.Options {
  const { size, colours, sync, lines, bands, isLog, hasTimes, format, onCursor, onNear, onZoom } =
    plot;
  const axis = {
    stroke: colours.faint,
    font: `11px ${CHART_FONT}`,
    grid: { stroke: colours.hairline, width: 1 },
    ticks: { show: false },
    gap: 4,
  };
  return {
    ...size,
    // Times are UTC everywhere.
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), 'UTC'),
    legend: { show: false },
    focus: { alpha: 0.18 },
    cursor: {
      sync: { key: sync, setSeries: true },
      focus: { prox: NEAR },
      drag: { x: true, y: false, uni: 8 },
      points: { size: 5 },
    },
    scales: { y: isLog ? { distr: 3, range: logRange } : { range: linearRange } },
    series: [
      {},
      ...lines.map(({ stroke, dash, width }) => ({
        stroke,
        width,
        dash: [...dash],
        spanGaps: false,
        points: { show: false },
      })),
    ],
    bands: bands.map(({ series, fill }) => ({ series, fill })),
    axes: [
      {
        ...axis,
        size: hasTimes ? AXIS_HEIGHT : 6,
        space: 72,
        values: (_plot, splits, _axis, _space, step) =>
          hasTimes ? sayTimes(splits, step) : splits.map(() => ''),
      },
      {
        ...axis,
        size: AXIS_WIDTH,
        space: 24,
        values: (_plot, splits) => splits.map((value) => (value === null ? '' : format(value))),
      },
    ],
    hooks: {
      setCursor: [(chart) => onCursor(chart.cursor.idx ?? null)],
      setSeries: [(_chart, series) => onNear(series)],
      setScale: [(_chart, scale) => scale === 'x' && onZoom()],
    },
  };
}

/** A flat line lies in the middle of a little room, not at the foot of a hundred. */
function linearRange(_plot: uPlot, min: number | null, max: number | null): uPlot.Range.MinMax {
  if (min === null || max === null) return [null, null];
  if (min !== max) return uPlot.rangeNum(min, max, 0.06, false);
  const room = Math.abs(min) * 0.05 || 0.01;
  return [min - room, max + room];
}

/** Close around the values: whole decades would leave most of the chart empty. */
function logRange(_plot: uPlot, min: number | null, max: number | null): uPlot.Range.MinMax {
  if (min === null || max === null || min <= 0) return [1, 10];
  const room = Math.max(1.01, (max / min) ** 0.05);
  return [min / room, max * room];
}
