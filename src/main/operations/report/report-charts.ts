import type { SeriesPoints } from '#contract/operations.ts';
import type { TradeReturns } from '#contract/run-page.ts';
import { drawBars } from '#drawing/draw-bars.ts';
import { drawLines, type Line } from '#drawing/draw-lines.ts';
import { drawMonths } from '#drawing/draw-months.ts';
import { monthReturns } from '#drawing/month-returns.ts';
import { type Palette, svgOf } from '#drawing/picture.ts';
import type { ReportedBacktest, ReportedRun } from './gather-report.ts';
import { html, type Markup, trusted } from './markup.ts';
import { formatNumber, formatPercent } from './report-format.ts';

/** The page's own variables: a picture follows its theme. */
const palette: Palette = {
  text: 'var(--text)',
  faint: 'var(--faint)',
  hairline: 'var(--line)',
  canvas: 'var(--canvas)',
  gain: 'var(--gain)',
  loss: 'var(--loss)',
  lossSoft: 'var(--loss-soft)',
  series: [1, 2, 3, 4, 5, 6].map((number) => `var(--series-${number})`),
};

const WIDTH = 960;
const HALF = 470;

export function colourOf(index: number): string {
  return palette.series[index % palette.series.length]!;
}

/** The curves of all runs of a backtest over one axis of time. */
export function curvesOf(runs: readonly ReportedRun[], label: string): Markup {
  const lines = (points: (run: ReportedRun) => SeriesPoints): Line[] =>
    runs.map((run, index) => ({ ...points(run), colour: colourOf(index) }));
  const picture = drawLines(
    [
      {
        lines: lines(({ equity }) => equity),
        height: 190,
        format: (value) => formatNumber(value, 0),
      },
      {
        lines: lines(({ drawdown }) => drawdown),
        height: 90,
        format: (value) => `${formatNumber(value * 100, 0)} %`,
      },
      // The first month or so has none: a short run none at all.
      ...(runs.some(({ sharpe }) => sharpe.time.length > 1)
        ? [
            {
              lines: lines(({ sharpe }) => sharpe),
              height: 90,
              format: (value: number) => formatNumber(value, 1),
            },
          ]
        : []),
    ],
    WIDTH,
    palette,
  );
  return trusted(svgOf(picture, label));
}

/** Of several backtests: every run from 1, so that different capital can be compared, and how far each fell. */
export function overlayOf(backtests: readonly ReportedBacktest[], label: string): Markup {
  const lines = (points: (run: ReportedRun) => Pick<Line, 'time' | 'value'>): Line[] =>
    backtests.flatMap(({ runs }, index) =>
      runs.map((run) => ({ ...points(run), colour: colourOf(index) })),
    );
  const panels = [
    {
      lines: lines(({ equity }) => rebased(equity)),
      height: 280,
      format: (value: number) => formatNumber(value, 2),
    },
    {
      lines: lines(({ drawdown }) => drawdown),
      height: 120,
      format: (value: number) => `${formatNumber(value * 100, 0)} %`,
    },
  ];
  return trusted(svgOf(drawLines(panels, WIDTH, palette), label));
}

export function monthsOf(points: SeriesPoints, label: string): Markup {
  const months = monthReturns(points.time, points.value);
  if (months.years.length === 0) return html`<p class="soft">No monthly returns.</p>`;
  return trusted(svgOf(drawMonths(months, HALF, formatPercent, palette), label));
}

export function yearsOf({ time, value }: SeriesPoints, label: string): Markup {
  const bars = time.map((at, place) => {
    const change = value[place] ?? 0;
    const year = String(new Date(at).getUTCFullYear());
    const title = `${year}: ${formatPercent(change)} %`;
    return { value: change, label: year, title, colour: change < 0 ? palette.loss : palette.gain };
  });
  const format = (change: number) => `${formatNumber(change * 100, 0)} %`;
  return trusted(svgOf(drawBars({ bars, format, widest: 64 }, HALF, 150, palette), label));
}

export function returnsOf({ bins, count, mean }: TradeReturns, label: string): Markup {
  if (count === 0) return html`<p class="soft">No trade was closed.</p>`;
  const [low, high] = [bins[0]!.from, bins.at(-1)!.to];
  const picture = drawBars(
    {
      format: (value) => formatNumber(value, 0),
      isCount: true,
      below: 'Return of a trade, percent',
      borders: [...bins.map(({ from }) => from), high].map(formatPercent),
      bars: bins.map(({ from, to, count: size }) => ({
        value: size,
        label: '',
        title: `${formatPercent(from)} to ${formatPercent(to)} %: ${size}`,
        colour: from < 0 ? palette.loss : palette.gain,
      })),
      ...(mean === null
        ? {}
        : { mark: { share: (mean - low) / (high - low), label: `mean ${formatPercent(mean)} %` } }),
    },
    HALF,
    190,
    palette,
  );
  return trusted(svgOf(picture, label));
}

function rebased({ time, value }: SeriesPoints): Pick<Line, 'time' | 'value'> {
  const first = value.find((one) => one !== null && one !== 0) ?? 1;
  return { time, value: value.map((one) => (one === null ? null : one / first)) };
}
