import { createChart, type IChartApi, type Time } from 'lightweight-charts';
import { type KeyboardEvent, type RefObject, useLayoutEffect, useRef, useState } from 'react';
import type { Candles } from '#contract/run-page.ts';
import { chartColours } from '../../ui/chart/chart-colours.ts';
import type { ChartPicture } from '../../ui/chart/chart-picture.ts';
import { curveKeyOf, pointAfter } from '../../ui/chart/curve-keys.ts';
import { useThemeTurn } from '../../ui/use-theme-turn.ts';
import { svgOfCandles } from './draw-candles.ts';
import { type DrawnPrices, drawPrices, optionsOf } from './draw-prices.ts';
import { placeOfTime, type TradeMark } from './price-marks.ts';
import { sayCandle } from './say-candle.ts';
import type { ShownTrade } from './use-shown-trade.ts';

interface CandleChartProps {
  candles: Candles;
  trades: readonly TradeMark[];
  /** Seen with some candles around it; null: all. */
  trade: ShownTrade | null;
  label: string;
  picture: RefObject<ChartPicture | null>;
}

/** Prices with the trades on them, with a cursor by pointer or by keys as on a slider. */
export function CandleChart({ candles, trades, trade, label, picture }: CandleChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const shown = useRef<Shown | null>(null);
  /** Where the keys have led to, among the candles drawn. */
  const [at, setAt] = useState<number | null>(null);
  const turn = useThemeTurn();
  const looked = useRef(trade);
  looked.current = trade;

  // biome-ignore lint/correctness/useExhaustiveDependencies: another theme has other colours
  useLayoutEffect(() => {
    const element = place.current;
    if (element === null) return;
    const colours = chartColours(element);
    const chart = createChart(element, optionsOf(colours));
    shown.current = { chart, ...drawPrices(chart, candles, trades, colours) };
    setAt(null);
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

  const onKeyDown = (event: KeyboardEvent) => {
    const key = curveKeyOf(event);
    // There is one line of prices: up and down stay with the page.
    if (key === null || key.act === 'curve' || shown.current === null) return;
    event.preventDefault();
    const { chart, series, times, places } = shown.current;
    const last = times.length - 1;
    const index = Math.min(at ?? last, last);
    if (key.act === 'zoom') zoomAround(chart, index, key.factor);
    if (key.act === 'whole') chart.timeScale().fitContent();
    const next = pointAfter(key, index, last) ?? index;
    setAt(next);
    bringIntoView(chart, next);
    const price = candles.close[places[next]!]!;
    chart.setCrosshairPosition(price, (times[next]! / 1000) as Time, series);
  };
  const last = candles.time.length - 1;
  const index = at === null ? last : (shown.current?.places[at] ?? last);
  const times = shown.current?.times ?? [];
  return (
    <>
      <div
        ref={place}
        role="slider"
        tabIndex={0}
        aria-label={label}
        aria-description="Left and right arrows move the cursor, plus and minus zoom, 0 shows all."
        aria-valuemin={0}
        aria-valuemax={Math.max(0, last)}
        aria-valuenow={Math.max(0, index)}
        aria-valuetext={sayCandle(candles, times, trades, index)}
        className="run-candles"
        onKeyDown={onKeyDown}
        onBlur={() => shown.current?.chart.clearCrosshairPosition()}
      />
      <p className="run-readout tabular">
        {at === null ? '' : sayCandle(candles, times, trades, index)}
      </p>
    </>
  );
}

type Shown = DrawnPrices & { chart: IChartApi };

/** Candles seen before and after a trade. */
const AROUND = 30;

function lookAt({ chart, times }: Shown, trade: ShownTrade | null) {
  if (trade === null || times.length === 0) {
    chart.timeScale().fitContent();
    return;
  }
  chart.timeScale().setVisibleLogicalRange({
    from: placeOfTime(times, trade.openedAt) - AROUND,
    to: placeOfTime(times, trade.closedAt ?? times.at(-1)!) + AROUND,
  });
}

function zoomAround(chart: IChartApi, place: number, factor: number): void {
  const range = chart.timeScale().getVisibleLogicalRange();
  if (range === null) return;
  chart.timeScale().setVisibleLogicalRange({
    from: place - (place - range.from) * factor,
    to: place + (range.to - place) * factor,
  });
}

/** Moved as little as it takes. */
function bringIntoView(chart: IChartApi, place: number): void {
  const range = chart.timeScale().getVisibleLogicalRange();
  if (range === null || (place >= range.from && place <= range.to)) return;
  const move = place < range.from ? place - range.from : place - range.to;
  chart.timeScale().setVisibleLogicalRange({ from: range.from + move, to: range.to + move });
}
