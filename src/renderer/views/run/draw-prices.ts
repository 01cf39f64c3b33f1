import {
  CandlestickSeries,
  type ChartOptions,
  createSeriesMarkers,
  type DeepPartial,
  type IChartApi,
  type ISeriesApi,
  LineSeries,
  type SeriesMarker,
  type SeriesType,
  type Time,
  type UTCTimestamp,
} from 'lightweight-charts';
import type { Candles } from '#contract/run-page.ts';
import { CHART_FONT, type ChartColours } from '../../ui/chart/chart-colours.ts';
import { formatTime } from '../../ui/format.ts';
import { isCovered, placeOfTime, type TradeMark, withoutRepeats } from './price-marks.ts';

export function optionsOf(colours: ChartColours): DeepPartial<ChartOptions> {
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

export interface DrawnPrices {
  series: ISeriesApi<SeriesType>;
  /** Of the candles that were drawn, and where each stands among those given. */
  times: number[];
  places: number[];
}

/** Prices as candles, or as a line where they are those of orders, with the trades on them. */
export function drawPrices(
  chart: IChartApi,
  candles: Candles,
  trades: readonly TradeMark[],
  colours: ChartColours,
): DrawnPrices {
  const places = withoutRepeats(candles);
  const times = places.map((place) => candles.time[place]!);
  const secondsAt = (place: number) => (candles.time[place]! / 1000) as UTCTimestamp;
  const format = {
    type: 'price',
    precision: precisionOf(candles),
    minMove: minMove(candles),
  } as const;
  let series: ISeriesApi<SeriesType>;
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
    series = line as ISeriesApi<SeriesType>;
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
    series = bars as ISeriesApi<SeriesType>;
  }
  if (times.length > 0) createSeriesMarkers(series, marksOf(trades, times, colours));
  return { series, times, places };
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
    if (!isCovered(times, openedAt)) return [];
    const isShort = side === 'short';
    const opening: SeriesMarker<Time> = {
      time: at(openedAt),
      position: isShort ? 'aboveBar' : 'belowBar',
      shape: isShort ? 'arrowDown' : 'arrowUp',
      color: colours.accent,
      ...(isNamed && { text: `${no}` }),
    };
    if (closedAt === null || !isCovered(times, closedAt)) return [opening];
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

/** Prices of 0.0012 need more decimals than those of 50,000. */
function precisionOf({ close }: Candles): number {
  const smallest = close.reduce((least, one) => (one > 0 && one < least ? one : least), 1e9);
  return Math.min(8, Math.max(0, 4 - Math.floor(Math.log10(smallest))));
}

function minMove(candles: Candles): number {
  return 10 ** -precisionOf(candles);
}
