import type { ECharts, EChartsCoreOption } from 'echarts/core';
import type { RefObject } from 'react';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { ChartPicture } from './chart-picture.ts';

type ECharting = { init: typeof import('echarts/core').init };

/** Tooltips must be `renderMode: 'richText'`: the page's policy has no place for styles inside of texts. */
export type ChartOption = EChartsCoreOption;

interface EChartProps {
  /** A new object only when something is drawn anew. Replaces the one before as a whole. */
  option: ChartOption;
  /** What the picture says, for readers. */
  label: string;
  picture: RefObject<ChartPicture | null>;
  /** Once for every chart made: to listen to it and to act on it. The answer is called when it goes. */
  onReady?: (chart: ECharts) => (() => void) | undefined;
  className?: string;
}

/** A chart of ECharts, as large as the element around it. A picture for readers: the frame has the table. */
export function EChart({ option, label, picture, onReady, className }: EChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const [chart, setChart] = useState<ECharts | null>(null);
  const parts = useECharts();
  const ready = useRef(onReady);
  ready.current = onReady;
  const drawn = useRef(option);
  drawn.current = option;

  useLayoutEffect(() => {
    const element = place.current;
    if (element === null || parts === null) return;
    const made = parts.init(element, null, { renderer: 'canvas' });
    made.setOption(drawn.current, { notMerge: true });
    const leave = ready.current?.(made);
    const watch = new ResizeObserver(() => {
      // While a table stands in its place it has no size to take.
      if (element.clientWidth > 0 && element.clientHeight > 0) made.resize();
    });
    watch.observe(element);
    setChart(made);
    picture.current = pictureOf(made, parts, drawn);
    return () => {
      picture.current = null;
      watch.disconnect();
      leave?.();
      made.dispose();
      setChart(null);
    };
  }, [parts, picture]);

  useEffect(() => {
    chart?.setOption(option, { notMerge: true });
  }, [chart, option]);

  return <div ref={place} role="img" aria-label={label} className={className ?? 'echart'} />;
}

function useECharts(): ECharting | null {
  const [parts, setParts] = useState<ECharting | null>(loaded);
  useEffect(() => {
    let isCurrent = true;
    load().then((found) => isCurrent && setParts(found), console.error);
    return () => {
      isCurrent = false;
    };
  }, []);
  return parts;
}

let loading: Promise<ECharting> | null = null;
let loaded: ECharting | null = null;

function load(): Promise<ECharting> {
  loading ??= import('./echarts-parts.ts').then(({ partsOfECharts }) => {
    loaded = partsOfECharts();
    return loaded;
  });
  return loading;
}

function pictureOf(chart: ECharts, { init }: ECharting, option: { current: ChartOption }) {
  return {
    canvas: () => chart.renderToCanvas({ pixelRatio: 2 }),
    /** Drawn once more, without a page: the library draws either pixels or shapes. */
    svg: () => {
      const size = { width: chart.getWidth(), height: chart.getHeight() };
      const shapes = init(null, null, { renderer: 'svg', ssr: true, ...size });
      shapes.setOption({ ...option.current, animation: false });
      const svg = shapes.renderToSVGString();
      shapes.dispose();
      return svg;
    },
  };
}
