import { createChart, type IChartApi } from 'lightweight-charts';
import { type RefObject, useLayoutEffect, useRef } from 'react';
import type { Candles } from '#contract/run-page.ts';
import { chartColours } from '../../ui/chart/chart-colours.ts';
import type { ChartPicture } from '../../ui/chart/chart-picture.ts';
import { useThemeTurn } from '../../ui/use-theme-turn.ts';
import { svgOfCandles } from './draw-candles.ts';
import { drawPrices, optionsOf } from './draw-prices.ts';
import { placeOfTime, type TradeMark } from './price-marks.ts';
import type { ShownTrade } from './use-shown-trade.ts';

interface CandleChartProps {
  candles: Candles;
  trades: readonly TradeMark[];
  /** Seen with some candles around it; null: all. */
  trade: ShownTrade | null;
  label: string;
  picture: RefObject<ChartPicture | null>;
}

/** Prices with the trades on them. Arrow keys move along, plus and minus zoom. */
export function CandleChart({ candles, trades, trade, label, picture }: CandleChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const shown = useRef<{ chart: IChartApi; times: number[] } | null>(null);
  const turn = useThemeTurn();
  const looked = useRef(trade);
  looked.current = trade;

  // biome-ignore lint/correctness/useExhaustiveDependencies: another theme has other colours
  useLayoutEffect(() => {
    const element = place.current;
    if (element === null) return;
    const colours = chartColours(element);
    const chart = createChart(element, optionsOf(colours));
    const times = drawPrices(chart, candles, trades, colours);
    shown.current = { chart, times };
    lookAt(shown.current, trade);
    const watch = new ResizeObserver(() => {
      if (shown.current !== null) lookAt(shown.current, looked.current);
    });
    watch.observe(element);
    picture.current = {
      canvas: () => chart.takeScreenshot(),
      svg: () => svgOfCandles(candles, trades, element.clientWidth, chartColours(element)),
    };
    return () => {
      picture.current = null;
      shown.current = null;
      watch.disconnect();
      chart.remove();
    };
  }, [candles, trades, turn, picture]);

  useLayoutEffect(() => {
    if (shown.current !== null) lookAt(shown.current, trade);
  }, [trade]);

  return (
    // biome-ignore lint/a11y/useSemanticElements: a group of nothing that a form would send
    <div
      ref={place}
      role="group"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the keys below move and zoom it
      tabIndex={0}
      className="run-candles"
      onKeyDown={(event) => {
        const change = changes[event.key];
        if (change === undefined || shown.current === null) return;
        event.preventDefault();
        moveView(shown.current.chart, change);
      }}
    />
  );
}

/** Candles seen before and after a trade. */
const AROUND = 30;

function lookAt({ chart, times }: { chart: IChartApi; times: number[] }, trade: ShownTrade | null) {
  if (trade === null || times.length === 0) {
    chart.timeScale().fitContent();
    return;
  }
  chart.timeScale().setVisibleLogicalRange({
    from: placeOfTime(times, trade.openedAt) - AROUND,
    to: placeOfTime(times, trade.closedAt ?? times.at(-1)!) + AROUND,
  });
}

/** Share of what is seen to move by, and factor of how much is seen. */
const changes: Readonly<Record<string, { move: number; zoom: number }>> = {
  ArrowLeft: { move: -0.1, zoom: 1 },
  ArrowRight: { move: 0.1, zoom: 1 },
  '+': { move: 0, zoom: 0.8 },
  '=': { move: 0, zoom: 0.8 },
  '-': { move: 0, zoom: 1.25 },
};

function moveView(chart: IChartApi, { move, zoom }: { move: number; zoom: number }): void {
  const range = chart.timeScale().getVisibleLogicalRange();
  if (range === null) return;
  const size = range.to - range.from;
  const middle = (range.from + range.to) / 2 + size * move;
  chart.timeScale().setVisibleLogicalRange({
    from: middle - (size * zoom) / 2,
    to: middle + (size * zoom) / 2,
  });
}
