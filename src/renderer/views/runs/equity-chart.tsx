import { useLayoutEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { SeriesPoints } from '#contract/operations.ts';
import { formatCell, formatDay, formatNumber } from '../../ui/format.ts';
import { useThemeTurn } from '../../ui/use-theme-turn.ts';
import { chartColours, chartOptions } from './chart-options.ts';
import { drawdownColumn } from './headline.ts';
import type { Curves } from './use-preview.ts';

const EQUITY_HEIGHT = 116;
const DRAWDOWN_HEIGHT = 92;

/** Equity with the drawdown below, on one time axis. A picture: the table beside it says the same. */
export function EquityChart({ curves, label }: { curves: Curves; label: string }) {
  const place = useRef<HTMLDivElement>(null);
  const readout = useRef<HTMLParagraphElement>(null);
  const turn = useThemeTurn();

  // biome-ignore lint/correctness/useExhaustiveDependencies: another theme has other colours
  useLayoutEffect(() => {
    const element = place.current;
    const line = readout.current;
    if (element === null || line === null) return;
    const { equity, drawdown } = curves;
    const colours = chartColours(element);
    const sync = `curves ${crypto.randomUUID()}`;
    const width = () => Math.max(120, element.clientWidth);
    // Drawn without React: it follows the pointer.
    const say = (index: number | null | undefined) => {
      line.textContent = sayPoint(curves, index ?? equity.time.length - 1);
    };
    const charts = [
      new uPlot(
        chartOptions({
          size: { width: width(), height: EQUITY_HEIGHT },
          colours,
          sync,
          stroke: colours.equity,
          fill: null,
          hasTimes: false,
          format: (value) => formatNumber(value, 0),
          onCursor: say,
        }),
        dataOf(equity),
        element,
      ),
      new uPlot(
        chartOptions({
          size: { width: width(), height: DRAWDOWN_HEIGHT },
          colours,
          sync,
          stroke: colours.loss,
          fill: colours.lossSoft,
          hasTimes: true,
          format: (value) => formatCell(drawdownColumn, value),
          onCursor: null,
        }),
        dataOf(drawdown),
        element,
      ),
    ];
    say(null);
    const watch = new ResizeObserver(() => {
      for (const chart of charts) chart.setSize({ width: width(), height: chart.height });
    });
    watch.observe(element);
    return () => {
      watch.disconnect();
      for (const chart of charts) chart.destroy();
    };
  }, [curves, turn]);

  return (
    <>
      <p ref={readout} className="equity-readout" />
      <div ref={place} role="img" aria-label={label} className="equity-chart" />
    </>
  );
}

/** "2021-12-04 UTC: 9,120.10, drawdown 4.20 %" */
function sayPoint({ equity, drawdown }: Curves, index: number): string {
  const time = equity.time[index];
  const value = equity.value[index];
  if (time === undefined) return '';
  const said = value === null || value === undefined ? '–' : formatNumber(value, 2);
  const deep = nearest(drawdown, time);
  return `${formatDay(time)} UTC: ${said}, drawdown ${formatCell(drawdownColumn, deep)}`;
}

/** The value at a time, or the last before it: the two curves may be thinned at other points. */
function nearest({ time, value }: SeriesPoints, at: number): number | null {
  const index = time.findLastIndex((one) => one <= at);
  return value[index] ?? null;
}

function dataOf({ time, value }: SeriesPoints): uPlot.AlignedData {
  return [time.map((milliseconds) => milliseconds / 1000), value];
}
