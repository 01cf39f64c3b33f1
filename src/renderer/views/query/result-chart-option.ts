import type { SqlResult } from '#contract/sql.ts';
import { CHART_FONT, type ChartColours } from '../../ui/chart/chart-colours.ts';
import type { ChartOption } from '../../ui/chart/echart.tsx';
import { COLOURS_AT_MOST, markLook, markRound } from '../../ui/chart/mark-shape.ts';
import type { ChartChoice, ChartData } from './chart-data.ts';

/** The chart of a result. Beyond six series dashes, shapes and hatchings tell apart what has the same colour. */
export function resultChartOption(
  { axis, categories, series }: ChartData,
  { kind, x, y }: ChartChoice,
  { columns }: SqlResult,
  colours: ChartColours,
): ChartOption {
  const label = { color: colours.faint, fontFamily: CHART_FONT, fontSize: 11 };
  const name = { nameTextStyle: label, nameLocation: 'middle' as const };
  const line = { lineStyle: { color: colours.hairline } };
  return {
    animation: false,
    useUTC: true,
    color: [...colours.series],
    grid: { left: 72, right: 16, top: 12, bottom: 44 },
    tooltip: {
      renderMode: 'richText' as const,
      trigger: kind === 'scatter' ? ('item' as const) : ('axis' as const),
      backgroundColor: colours.surface,
      borderColor: colours.hairline,
      textStyle: { color: colours.text, fontFamily: CHART_FONT, fontSize: 12 },
    },
    xAxis: {
      type: axis,
      ...(axis === 'category' ? { data: categories } : {}),
      scale: true,
      name: columns[x]!.name,
      nameGap: 26,
      ...name,
      axisLabel: { ...label, hideOverlap: true },
      axisLine: line,
      splitLine: { show: false },
    },
    yAxis: {
      type: 'value' as const,
      scale: kind !== 'bar',
      name: columns[y]!.name,
      nameGap: 52,
      ...name,
      axisLabel: label,
      splitLine: line,
    },
    series: series.map(({ name: of, points }, place) => ({
      type: kind,
      name: of,
      data: points,
      ...(kind === 'line'
        ? {
            showSymbol: points.length < 60,
            sampling: 'minmax' as const,
            lineStyle: { width: 1.25, type: lineTypes[markRound(place)]! },
            symbol: symbols[markLook(place).shape],
          }
        : {}),
      ...(kind === 'scatter'
        ? {
            symbol: symbols[markLook(place).shape],
            symbolSize: series.length > COLOURS_AT_MOST ? 8 : 6,
            large: points.length > 2000 && series.length <= COLOURS_AT_MOST,
          }
        : {}),
      ...(kind === 'bar' ? { itemStyle: hatchingOf(place, colours) } : {}),
    })),
  };
}

/** Six colours: beyond them the dash tells lines apart, the shape points, the hatching bars. */
const lineTypes = ['solid', 'dashed', 'dotted', [8, 3, 2, 3]] as const;
const symbols = {
  disc: 'circle',
  square: 'rect',
  triangle: 'triangle',
  diamond: 'diamond',
} as const;
const hatchings = [
  null,
  { rotation: Math.PI / 4 },
  { rotation: -Math.PI / 4 },
  { rotation: 0 },
] as const;

/** No decal at all for plain bars: ECharts writes into the one it is given, so `'none'` throws. */
function hatchingOf(place: number, { canvas }: ChartColours) {
  const hatching = hatchings[markRound(place)];
  if (hatching == null) return {};
  const dashes = { dashArrayX: [1, 0], dashArrayY: [2, 4] };
  return { decal: { symbol: 'rect', color: canvas, ...dashes, ...hatching } };
}
