/** What is used of ECharts, in a file of its own: it is loaded when the first chart is shown, not with the table. */
import {
  BarChart,
  CustomChart,
  HeatmapChart,
  LineChart,
  ParallelChart,
  ScatterChart,
} from 'echarts/charts';
import {
  AriaComponent,
  BrushComponent,
  DataZoomComponent,
  GridComponent,
  MarkLineComponent,
  ParallelComponent,
  TooltipComponent,
  VisualMapComponent,
} from 'echarts/components';
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
      CustomChart,
      HeatmapChart,
      LineChart,
      ParallelChart,
      ScatterChart,
      AriaComponent,
      BrushComponent,
      DataZoomComponent,
      GridComponent,
      MarkLineComponent,
      ParallelComponent,
      TooltipComponent,
      VisualMapComponent,
    ]);
    isReady = true;
  }
  return { init };
}
