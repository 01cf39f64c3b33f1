import type { GridCell, SweepGrid } from '#contract/sweep.ts';
import {
  CHART_FONT,
  type ChartColours,
  colourAt,
  inkOn,
  muchScale,
} from '../../ui/chart/chart-colours.ts';
import type { ChartOption } from '../../ui/chart/echart.tsx';

export interface HeatLook {
  grid: SweepGrid;
  figureOf: (cell: GridCell) => number | null;
  format: (value: number) => string;
  isLowBest: boolean;
  colours: ChartColours;
  /** Drawn with a frame: where the keyboard is, and the best plateau. */
  cursor: GridCell | null;
  best: GridCell | null;
}

/** Values are written into the cells while these are large enough for them. */
const WRITTEN_COLUMNS = 13;
const WRITTEN_ROWS = 18;
const LABEL_WIDTH = 128;

/** A metric over two parameters as colours: the brighter, the better, in both themes. */
export function heatOption(look: HeatLook): ChartOption {
  const { grid, figureOf, format, isLowBest, colours } = look;
  const values = grid.cells.flatMap((cell) => figureOf(cell) ?? []).filter(Number.isFinite);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const scale = isLowBest ? [...muchScale].reverse() : [...muchScale];
  const shareOf = (value: number) => (high === low ? 0.5 : (value - low) / (high - low));
  const isWritten = grid.x.steps.length <= WRITTEN_COLUMNS && grid.y.steps.length <= WRITTEN_ROWS;
  const text = { fontFamily: CHART_FONT, fontSize: 11 };
  const axis = (of: 'x' | 'y') => ({
    type: 'category',
    data: grid[of].steps.map(({ label }) => label),
    name: grid[of].name,
    nameLocation: 'middle',
    nameTextStyle: { ...text, fontSize: 12, color: colours.soft },
    nameTruncate: { maxWidth: 400 },
    triggerEvent: true,
    axisTick: { show: false },
    axisLine: { show: false },
    splitLine: { show: false },
    axisLabel: {
      ...text,
      color: colours.faint,
      width: LABEL_WIDTH,
      overflow: 'truncate',
      hideOverlap: true,
      interval: grid[of].steps.length <= 16 ? 0 : 'auto',
    },
  });
  return {
    animation: false,
    textStyle: text,
    grid: {
      left: 20,
      right: 72,
      top: 6,
      bottom: 22,
      show: true,
      borderWidth: 0,
      backgroundColor: colours.sunken,
    },
    xAxis: { ...axis('x'), nameGap: 26 },
    yAxis: { ...axis('y'), nameGap: 12 + Math.min(LABEL_WIDTH, longest(grid) * 6.4) },
    visualMap: {
      type: 'continuous',
      seriesIndex: 0,
      dimension: 2,
      min: values.length === 0 ? 0 : low,
      max: values.length === 0 ? 1 : high === low ? low + Math.abs(low) * 0.001 + 1e-9 : high,
      calculable: false,
      hoverLink: false,
      orient: 'vertical',
      right: 0,
      top: 'middle',
      itemWidth: 10,
      itemHeight: 120,
      show: values.length > 0,
      text: [format(high), format(low)],
      textGap: 6,
      inRange: { color: scale },
      textStyle: { ...text, color: colours.faint },
    },
    series: [
      {
        type: 'heatmap',
        progressive: 0,
        emphasis: { disabled: true },
        data: grid.cells.map((cell) => {
          const value = figureOf(cell);
          const isShown = value !== null && Number.isFinite(value);
          const colour = isShown ? colourAt(scale, shareOf(value)) : colours.hairline;
          return {
            value: [cell.x, cell.y, isShown ? value : '-'],
            itemStyle: { color: colour, borderColor: colours.canvas, borderWidth: 1 },
            label: {
              show: isWritten,
              ...text,
              color: isShown ? inkOn(colour) : colours.soft,
              formatter: value === null ? '–' : format(value),
            },
          };
        }),
      },
      framesOver(look),
    ],
  };
}

function longest(grid: SweepGrid): number {
  return Math.max(1, ...grid.y.steps.map(({ label }) => label.length));
}

interface FrameApi {
  coord: (at: [number, number]) => [number, number];
  size: (of: [number, number]) => [number, number];
  value: (dimension: number) => number;
}

/** Selected cells, the best plateau and the cursor, over the colours. */
function framesOver({ grid, colours, cursor, best }: HeatLook) {
  const frames = [
    ...grid.cells.filter(({ selected }) => selected > 0).map((cell) => ({ cell, kind: 0 })),
    ...(best === null ? [] : [{ cell: best, kind: 1 }]),
    ...(cursor === null ? [] : [{ cell: cursor, kind: 2 }]),
  ];
  const looks = [
    { inset: 2.5, stroke: colours.canvas, under: colours.text, width: 2, dash: null },
    { inset: 6, stroke: '#000000', under: '#ffffff', width: 1.5, dash: [4, 3] },
    { inset: 1, stroke: colours.accent, under: colours.canvas, width: 3, dash: null },
  ] as const;
  return {
    type: 'custom',
    silent: true,
    z: 5,
    data: frames.map(({ cell, kind }) => [cell.x, cell.y, kind]),
    renderItem: (_: unknown, api: FrameApi) => {
      const [x, y] = api.coord([api.value(0), api.value(1)]);
      const [width, height] = api.size([1, 1]);
      const { inset, stroke, under, width: line, dash } = looks[api.value(2) as 0 | 1 | 2];
      const shape = {
        x: x - width / 2 + inset,
        y: y - height / 2 + inset,
        width: Math.max(2, width - 2 * inset),
        height: Math.max(2, height - 2 * inset),
      };
      const rectangle = (
        colour: string,
        lineWidth: number,
        lineDash: readonly number[] | null,
      ) => ({
        type: 'rect',
        shape,
        style: { fill: 'none', stroke: colour, lineWidth, lineDash },
      });
      return {
        type: 'group',
        children: [rectangle(under, line + 2, null), rectangle(stroke, line, dash)],
      };
    },
  };
}
