import { describe, expect, it } from 'vitest';
import type { SqlCell } from '#contract/sql.ts';
import type { ChartColours } from '../../ui/chart/chart-colours.ts';
import { partsOfECharts } from '../../ui/chart/echarts-parts.ts';
import { type ChartChoice, type ChartKind, chartData } from './chart-data.ts';
import { resultChartOption } from './result-chart-option.ts';

const series = ['#000001', '#000002', '#000003', '#000004', '#000005', '#000006'];
const grey = '#808080';
const colours: ChartColours = {
  ...{ canvas: grey, surface: grey, sunken: grey, hairline: grey, border: grey },
  ...{ text: grey, soft: grey, faint: grey, accent: grey, selected: grey },
  ...{ gain: grey, loss: grey, gainSoft: grey, lossSoft: grey, isDark: false },
  series,
};

describe('the chart of a result', () => {
  it.each<[ChartKind, number]>([
    ['line', 1],
    ['line', 9],
    ['scatter', 1],
    ['scatter', 9],
    ['bar', 1],
    ['bar', 9],
  ])('draws %s with %i values of the split, each in its colour', (kind, count) => {
    const drawn = draw(kind, count);
    const used = Math.min(count, series.length);

    for (const colour of series.slice(0, used)) expect(drawn).toContain(colour);
  });

  it('hatches the bars beyond six colours, and no others', () => {
    expect(draw('bar', 6)).not.toContain('<pattern');
    expect(draw('bar', 7)).toContain('<pattern');
  });
});

function draw(kind: ChartKind, splits: number): string {
  const rows = Array.from({ length: splits * 3 }, (_, at): SqlCell[] => [
    at,
    (at % 5) + 1,
    `split ${at % splits}`,
  ]);
  const columns = ['x', 'y', 'of'].map((name) => ({ name, type: '' }));
  const result = { columns, rows, isCut: false, took: 1 };
  const choice: ChartChoice = { kind, x: 0, y: 1, split: 2 };
  const option = resultChartOption(chartData(result, choice), choice, result, colours);
  const size = { width: 640, height: 360 };
  const chart = partsOfECharts().init(null, null, { renderer: 'svg', ssr: true, ...size });
  chart.setOption(option);
  const svg = chart.renderToSVGString();
  chart.dispose();
  return svg;
}
