/** What is used of ECharts, in a file of its own: it is loaded when the first chart is shown, not with the table. */
import { BarChart, LineChart, ScatterChart } from 'echarts/charts';
import { GridComponent, TooltipComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { CanvasRenderer, SVGRenderer } from 'echarts/renderers';

let isReady = false;

/** `init` of ECharts with the charts that are used here. */
export function partsOfECharts(): { init: typeof init } {
  if (!isReady) {
    use([
      CanvasRenderer,
      SVGRenderer,
      BarChart,
      LineChart,
      ScatterChart,
      GridComponent,
      TooltipComponent,
    ]);
    isReady = true;
  }
  return { init };
}
