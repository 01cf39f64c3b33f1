import type { RowColumn, RowColumns } from '#contract/sweep.ts';
import { CHART_FONT, type ChartColours, colourAt } from '../../ui/chart/chart-colours.ts';
import type { ChartOption } from '../../ui/chart/echart.tsx';
import { numberOf } from './plateau-words.ts';
import { scaleOf } from './scatter-picture.ts';

export interface ParallelAxis {
  /** Of its column. */
  key: string;
  label: string;
  format: (value: number) => string;
}

interface ParallelLook {
  lines: RowColumns;
  axes: readonly ParallelAxis[];
  /** Which of the axes gives the colour. */
  colourBy: number;
  isLowBest: boolean;
  isSelected: ((no: number) => boolean) | null;
  colours: ChartColours;
}

/** A line for every row, an axis for every column; the brighter, the better. */
export function parallelOption(look: ParallelLook): ChartOption {
  const { lines, axes, colours, isSelected } = look;
  const text = { fontFamily: CHART_FONT, fontSize: 11 };
  const scale = look.isLowBest ? scaleOf(colours).reverse() : scaleOf(colours);
  const [low, high] = rangeOf(lines.columns[look.colourBy]);
  const opacity = Math.min(0.9, Math.max(0.12, 30 / Math.sqrt(lines.nos.length + 1) / 4));
  const data = lines.nos.map((no, row) => {
    const value = numberAt(lines.columns[look.colourBy], row);
    const share = value === null || high === low ? 0.5 : (value - low) / (high - low);
    const isOn = isSelected?.(no) ?? true;
    return {
      value: axes.map((_, at) => shownValue(lines.columns[at], row)),
      lineStyle: {
        color: value === null ? colours.border : colourAt(scale, share),
        width: isSelected !== null && isOn ? 2 : 1.25,
        opacity: isSelected === null ? opacity : isOn ? 0.95 : 0.15,
      },
      isOn,
    };
  });
  // What is selected is drawn last, over the others.
  data.sort((a, b) => Number(a.isOn) - Number(b.isOn));
  return {
    animation: false,
    textStyle: text,
    parallel: {
      left: 56,
      right: 72,
      top: 32,
      bottom: 14,
    },
    parallelAxis: axes.map((axis, at) => axisOption(axis, at, lines.columns[at], colours)),
    series: [
      {
        type: 'parallel',
        progressive: 400,
        progressiveThreshold: 2000,
        inactiveOpacity: 0.04,
        activeOpacity: 1,
        emphasis: { disabled: true },
        lineStyle: { width: 1.25 },
        data: data.map(({ value, lineStyle }) => ({ value, lineStyle })),
      },
    ],
  };
}

function axisOption(
  { key, label, format }: ParallelAxis,
  dim: number,
  column: RowColumn | undefined,
  colours: ChartColours,
) {
  const text = { fontFamily: CHART_FONT, fontSize: 11, color: colours.faint };
  const words = column?.kind === 'codes' ? column.values : null;
  const few = fewValues(column);
  const marked = few === null ? {} : { customValues: few };
  return {
    id: key,
    dim,
    realtime: false,
    areaSelectStyle: {
      width: 22,
      borderWidth: 1,
      borderColor: colours.accent,
      color: colours.accent,
      opacity: 0.25,
    },
    name: label,
    nameLocation: 'end',
    nameGap: 12,
    nameTextStyle: { ...text, fontSize: 12, color: colours.soft },
    nameTruncate: { maxWidth: 130, ellipsis: '…' },
    triggerEvent: true,
    // Over the lines, which all meet where the labels stand.
    z: 10,
    type: words === null ? 'value' : 'category',
    ...(words === null ? { min: 'dataMin', max: 'dataMax' } : { data: words }),
    axisLine: { lineStyle: { color: colours.border } },
    axisTick: { lineStyle: { color: colours.border }, length: 3, ...marked },
    splitLine: { show: false },
    axisLabel: {
      ...text,
      width: 90,
      overflow: 'truncate',
      hideOverlap: true,
      textBorderColor: colours.canvas,
      textBorderWidth: 3,
      ...(words === null ? { formatter: (value: number) => format(value) } : {}),
      ...marked,
    },
  };
}

/** The values of a parameter are marked themselves where they are few; else the axis is divided evenly. */
const FEW = 12;

function fewValues(column: RowColumn | undefined): number[] | null {
  if (column?.kind !== 'numbers') return null;
  const found = new Set<number>();
  for (const value of column.values) {
    if (typeof value === 'number') found.add(value);
    if (found.size > FEW) return null;
  }
  return found.size === 0 ? null : [...found].sort((a, b) => a - b);
}

function numberAt(column: RowColumn | undefined, row: number): number | null {
  if (column === undefined) return null;
  if (column.kind === 'codes') {
    const code = column.codes[row]!;
    return code < 0 ? null : code;
  }
  const value = numberOf(column.values[row] ?? null);
  return value !== null && Number.isFinite(value) ? value : null;
}

/** As ECharts has it: words by name, and a dash for nothing, over which the line goes on. */
function shownValue(column: RowColumn | undefined, row: number): number | string {
  const value = numberAt(column, row);
  if (value === null) return '-';
  return column?.kind === 'codes' ? (column.values[value] ?? '-') : value;
}

function rangeOf(column: RowColumn | undefined): [number, number] {
  let [low, high] = [Infinity, -Infinity];
  const length =
    column === undefined ? 0 : (column.kind === 'codes' ? column.codes : column.values).length;
  for (let row = 0; row < length; row += 1) {
    const value = numberAt(column, row);
    if (value === null) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low <= high ? [low, high] : [0, 0];
}
