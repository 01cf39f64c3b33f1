import type { Candles } from '#contract/run-page.ts';
import { type Shape, svgOf } from '#drawing/picture.ts';
import { linearScale, sayTick, spanOf, timeScale } from '#drawing/scale.ts';
import type { ChartColours } from '../../ui/chart/chart-colours.ts';
import { formatNumber } from '../../ui/format.ts';
import { isCovered, type TradeMark } from './price-marks.ts';

const HEIGHT = 360;
const RIGHT = 72;
const BOTTOM = 24;

/** All candles with the trades on them, as an SVG. */
export function svgOfCandles(
  candles: Candles,
  trades: readonly TradeMark[],
  width: number,
  colours: ChartColours,
): string {
  const prices = spanOf([...candles.high, ...candles.low]);
  const times = spanOf(candles.time);
  if (prices === null || times === null) return svgOf({ width, height: HEIGHT, shapes: [] });
  const up = linearScale(prices, HEIGHT - BOTTOM, 8, 8);
  const across = timeScale(times, 8, width - RIGHT, width / 110);
  const body = Math.max(1, ((width - RIGHT) / candles.time.length) * 0.6);
  const shapes: Shape[] = [
    ...up.ticks.flatMap((tick): Shape[] => [
      line(8, up.at(tick), width - RIGHT, up.at(tick), colours.hairline),
      word(
        width - RIGHT + 6,
        up.at(tick) + 4,
        formatNumber(tick, tick < 10 ? 3 : 0),
        colours.faint,
      ),
    ]),
    ...across.ticks.map((tick) =>
      word(across.at(tick), HEIGHT - 6, sayTick(tick, across.ticks), colours.faint),
    ),
    ...candles.time.flatMap((time, place): Shape[] => {
      const [open, close] = [candles.open[place]!, candles.close[place]!];
      const x = across.at(time);
      const top = up.at(Math.max(open, close));
      return [
        line(x, up.at(candles.high[place]!), x, up.at(candles.low[place]!), colours.soft),
        {
          tag: 'rect',
          attributes: {
            x: x - body / 2,
            y: top,
            width: body,
            height: Math.max(1, up.at(Math.min(open, close)) - top),
            fill: close >= open ? colours.canvas : colours.soft,
            stroke: colours.soft,
          },
        },
      ];
    }),
    ...trades.flatMap(({ openedAt, openPrice, closedAt, closePrice, netGain }): Shape[] => {
      if (openPrice === null || !isCovered(candles.time, openedAt)) return [];
      const start = { x: across.at(openedAt), y: up.at(openPrice) };
      if (closedAt === null || closePrice === null || !isCovered(candles.time, closedAt))
        return [dot(start, colours.accent)];
      const end = { x: across.at(closedAt), y: up.at(closePrice) };
      const colour = (netGain ?? 0) < 0 ? colours.loss : colours.gain;
      return [
        line(start.x, start.y, end.x, end.y, colour),
        dot(start, colours.accent),
        dot(end, colour),
      ];
    }),
  ];
  return svgOf({ width, height: HEIGHT, shapes });
}

function line(x1: number, y1: number, x2: number, y2: number, stroke: string): Shape {
  return { tag: 'line', attributes: { x1, y1, x2, y2, stroke } };
}

function dot({ x, y }: { x: number; y: number }, fill: string): Shape {
  return { tag: 'circle', attributes: { cx: x, cy: y, r: 3, fill } };
}

function word(x: number, y: number, text: string, fill: string): Shape {
  return { tag: 'text', attributes: { x, y, fill }, text };
}
