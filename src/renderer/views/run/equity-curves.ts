import type { SeriesPoints } from '#contract/operations.ts';
import { drawLines, type LinePanel } from '#drawing/draw-lines.ts';
import type { Palette, Picture } from '#drawing/picture.ts';
import type { ChartTableData } from '../../ui/chart/chart-table.tsx';
import { formatCell, formatNumber, formatTime } from '../../ui/format.ts';
import { columnOf, drawdownColumn } from '../runs/headline.ts';
import type { RunSeries } from './use-run.ts';

export const sharpeColumn = columnOf('runs', 'sharpe_ratio')!;

export type Curves = Pick<RunSeries, 'equity_curve' | 'drawdown_series' | 'rolling_sharpe_ratio'>;

/** "2021-12-04 12:00 UTC: 9,120.10, drawdown −4.20 %, rolling Sharpe 1.204" */
export function sayPoint(curves: Curves, index: number): string {
  const { equity_curve: equity } = curves;
  const time = equity.time[index];
  if (time === undefined) return '';
  const [value, deep, sharpe] = pointAt(curves, index);
  return `${formatTime(time)}: ${value}, drawdown ${deep}, rolling Sharpe ${sharpe}`;
}

export function curveTable(curves: Curves, title: string): ChartTableData {
  const { time } = curves.equity_curve;
  return {
    caption: `Equity, drawdown and rolling Sharpe of ${title}`,
    columns: [
      { label: 'Time' },
      { label: 'Equity, account currency', isNumber: true },
      { label: 'Drawdown', isNumber: true },
      { label: 'Rolling Sharpe', isNumber: true },
    ],
    length: time.length,
    row: (index) => [formatTime(time[index]!), ...pointAt(curves, index)],
  };
}

export function summaryOf({ equity_curve: equity, drawdown_series: drawdown }: Curves): string {
  const values = equity.value.filter((value) => value !== null);
  const [first, last] = [values[0], values.at(-1)];
  if (first === undefined || last === undefined) return 'no values';
  const deepest = drawdown.value.reduce<number>((deep, one) => Math.min(deep, one ?? 0), 0);
  return (
    `from ${formatNumber(first, 2)} to ${formatNumber(last, 2)}, ` +
    `deepest drawdown ${formatCell(drawdownColumn, deepest)}`
  );
}

/** The same curves as shapes, for files. */
export function drawCurves(
  curves: Curves,
  isLog: boolean,
  width: number,
  palette: Palette,
): Picture {
  const { equity_curve: equity, drawdown_series: drawdown, rolling_sharpe_ratio: sharpe } = curves;
  const panels: LinePanel[] = [
    {
      lines: [{ ...equity, colour: palette.series[0]! }],
      height: 220,
      isLog,
      format: (value) => formatNumber(value, 0),
    },
    {
      lines: [{ ...drawdown, colour: palette.loss, fill: palette.lossSoft }],
      height: 90,
      format: (value) => formatCell(drawdownColumn, value),
    },
  ];
  if (sharpe.time.length > 0) {
    panels.push({
      lines: [{ ...sharpe, colour: palette.series[2]! }],
      height: 90,
      format: (value) => formatNumber(value, 1),
    });
  }
  return drawLines(panels, width, palette);
}

function pointAt(curves: Curves, index: number): [string, string, string] {
  const { equity_curve: equity, drawdown_series: drawdown, rolling_sharpe_ratio: sharpe } = curves;
  const time = equity.time[index]!;
  const value = equity.value[index] ?? null;
  return [
    value === null ? '–' : formatNumber(value, 2),
    formatCell(drawdownColumn, lastBefore(drawdown, time)),
    formatCell(sharpeColumn, lastBefore(sharpe, time)),
  ];
}

/** The value at a time, or the last before it: curves may be thinned at other points. */
function lastBefore({ time, value }: SeriesPoints, at: number): number | null {
  let low = 0;
  let high = time.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (time[middle]! <= at) low = middle + 1;
    else high = middle;
  }
  return value[low - 1] ?? null;
}
