import {
  CandlestickSeries,
  type ChartOptions,
  createChart,
  createSeriesMarkers,
  type DeepPartial,
  type IChartApi,
  LineSeries,
  type SeriesMarker,
  type Time,
  type UTCTimestamp,
} from 'lightweight-charts';
import { type RefObject, useLayoutEffect, useRef } from 'react';
import type { Candles } from '#contract/run-page.ts';
import { CHART_FONT, type ChartColours, chartColours } from '../../ui/chart/chart-colours.ts';
import type { ChartPicture } from '../../ui/chart/chart-picture.ts';
import { formatTime } from '../../ui/format.ts';
import { useThemeTurn } from '../../ui/use-theme-turn.ts';
import { svgOfCandles } from './draw-candles.ts';
import { placeOfTime, type TradeMark, withoutRepeats } from './price-marks.ts';
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

  // biome-ignore lint/correctness/useExhaustiveDependencies: another theme has other colours
  useLayoutEffect(() => {
    const element = place.current;
    if (element === null) return;
    const colours = chartColours(element);
    const chart = createChart(element, optionsOf(colours));
    const times = drawPrices(chart, candles, trades, colours);
    shown.current = { chart, times };
    lookAt(shown.current, trade);
    picture.current = {
      canvas: () => chart.takeScreenshot(),
      svg: () => svgOfCandles(candles, trades, element.clientWidth, chartColours(element)),
    };
    return () => {
      picture.current = null;
      shown.current = null;
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

function optionsOf(colours: ChartColours): DeepPartial<ChartOptions> {
  return {
    autoSize: true,
    layout: {
      background: { color: colours.canvas },
      textColor: colours.faint,
      fontFamily: CHART_FONT,
      fontSize: 11,
      // The notice stands below the chart, as text.
      attributionLogo: false,
    },
    grid: { vertLines: { visible: false }, horzLines: { color: colours.hairline } },
    rightPriceScale: { borderColor: colours.hairline },
    timeScale: { borderColor: colours.hairline, timeVisible: true, minBarSpacing: 0.05 },
    localization: { timeFormatter: (time: Time) => formatTime(Number(time) * 1000) },
  };
}

/** The times that were drawn. */
function drawPrices(
  chart: IChartApi,
  candles: Candles,
  trades: readonly TradeMark[],
  colours: ChartColours,
): number[] {
  const places = withoutRepeats(candles);
  const times = places.map((place) => candles.time[place]!);
  const secondsAt = (place: number) => (candles.time[place]! / 1000) as UTCTimestamp;
  const format = {
    type: 'price',
    precision: precisionOf(candles),
    minMove: minMove(candles),
  } as const;
  let series: Parameters<typeof createSeriesMarkers>[0];
  if (candles.key === null) {
    const line = chart.addSeries(LineSeries, {
      color: colours.series[0]!,
      lineWidth: 1,
      pointMarkersVisible: true,
      priceLineVisible: false,
      lastValueVisible: false,
      priceFormat: format,
    });
    line.setData(places.map((place) => ({ time: secondsAt(place), value: candles.close[place]! })));
    series = line as typeof series;
  } else {
    const bars = chart.addSeries(CandlestickSeries, {
      // Rising is hollow, falling is full: told apart without colour.
      upColor: colours.canvas,
      downColor: colours.soft,
      borderUpColor: colours.soft,
      borderDownColor: colours.soft,
      wickUpColor: colours.soft,
      wickDownColor: colours.soft,
      priceLineVisible: false,
      lastValueVisible: false,
      priceFormat: format,
    });
    bars.setData(
      places.map((place) => ({
        time: secondsAt(place),
        open: candles.open[place]!,
        high: candles.high[place]!,
        low: candles.low[place]!,
        close: candles.close[place]!,
      })),
    );
    series = bars as typeof series;
  }
  if (times.length > 0) createSeriesMarkers(series, marksOf(trades, times, colours));
  return times;
}

function marksOf(
  trades: readonly TradeMark[],
  times: readonly number[],
  colours: ChartColours,
): SeriesMarker<Time>[] {
  const at = (moment: number) => (times[placeOfTime(times, moment)]! / 1000) as UTCTimestamp;
  // Names only where they can be read.
  const isNamed = trades.length <= 60;
  const marks = trades.flatMap(({ no, side, openedAt, closedAt, netGain }) => {
    const isShort = side === 'short';
    const opening: SeriesMarker<Time> = {
      time: at(openedAt),
      position: isShort ? 'aboveBar' : 'belowBar',
      shape: isShort ? 'arrowDown' : 'arrowUp',
      color: colours.accent,
      ...(isNamed && { text: `${no}` }),
    };
    if (closedAt === null) return [opening];
    const closing: SeriesMarker<Time> = {
      time: at(closedAt),
      position: isShort ? 'belowBar' : 'aboveBar',
      shape: isShort ? 'arrowUp' : 'arrowDown',
      color: (netGain ?? 0) < 0 ? colours.loss : colours.gain,
      ...(isNamed && { text: `${no} ${(netGain ?? 0) < 0 ? '\u2212' : '+'}` }),
    };
    return [opening, closing];
  });
  return marks.sort((a, b) => Number(a.time) - Number(b.time));
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

/** Prices of 0.0012 need more decimals than those of 50,000. */
function precisionOf({ close }: Candles): number {
  const smallest = close.reduce((least, one) => (one > 0 && one < least ? one : least), 1e9);
  return Math.min(8, Math.max(0, 4 - Math.floor(Math.log10(smallest))));
}

function minMove(candles: Candles): number {
  return 10 ** -precisionOf(candles);
}
